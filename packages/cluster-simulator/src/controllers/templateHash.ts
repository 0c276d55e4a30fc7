import { createHash } from 'node:crypto';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';

// Without vowels, so that no hash is a word.
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

// Thousands of pods ask for the hash of the same template.
const known = new WeakMap<IPodTemplateSpec, string>();

/**
 * The hash of a template for names and labels, whatever the order of its
 * fields: ten characters, formed as Kubernetes does, a 32-bit number with a
 * letter for each decimal digit.
 */
export function templateHash(template: IPodTemplateSpec): string {
  let result = known.get(template);
  if (!result) {
    const fields = new Set<string>();
    JSON.stringify(template, (field, value) => fields.add(field) && value);
    const json = JSON.stringify(template, [...fields].sort());
    const digest = createHash('sha256').update(json).digest();
    result = [...String(digest.readUInt32BE()).padStart(10, '0')]
      .map(digit => ALPHABET[digit.charCodeAt(0) % ALPHABET.length])
      .join('');
    known.set(template, result);
  }
  return result;
}
