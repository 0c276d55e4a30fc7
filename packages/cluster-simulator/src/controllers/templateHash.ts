import { createHash } from 'node:crypto';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';

/** Label of a Deployment's ReplicaSets and pods. */
export const POD_TEMPLATE_HASH = 'pod-template-hash';
// Without vowels, so that no hash is a word.
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

const fingerprints = new WeakMap<IPodTemplateSpec, string>();

/** JSON that is the same whatever the order of the fields. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  );
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Tells templates apart that differ in more than the label of their hash. */
export function templateFingerprint(template: IPodTemplateSpec): string {
  const known = fingerprints.get(template);
  if (known) {
    return known;
  }
  const { [POD_TEMPLATE_HASH]: _hash, ...labels } =
    template.metadata?.labels ?? {};
  const metadata = { ...template.metadata, labels };
  const fingerprint = sha256(canonicalJson({ ...template, metadata })).toString(
    'hex',
  );
  fingerprints.set(template, fingerprint);
  return fingerprint;
}

/**
 * Up to ten characters for names and labels: a 32-bit number in decimal, each
 * digit by a letter, as Kubernetes forms them.
 *
 * @param collisions - how often the name was taken
 */
export function templateHash(
  template: IPodTemplateSpec,
  collisions = 0,
): string {
  const digest = sha256(`${templateFingerprint(template)}${collisions}`);
  return [...String(digest.readUInt32BE())]
    .map(digit => ALPHABET[digit.charCodeAt(0) % ALPHABET.length])
    .join('');
}
