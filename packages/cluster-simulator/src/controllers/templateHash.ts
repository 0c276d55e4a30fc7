import { createHash } from 'node:crypto';
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec';

// Without vowels, so that no hash is a word.
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

// Each of thousands of pods asks for the hash of its template again and again.
const known = new WeakMap<IPodTemplateSpec, string>();

/**
 * What a template is known by, whatever the order of its fields: ten characters
 * for names and labels. As Kubernetes forms them: a 32-bit number, each decimal
 * digit by a letter.
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
