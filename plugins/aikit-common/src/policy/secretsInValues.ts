import { isMap } from '../values/merge';
import { whoOf } from './judged';
import { ofPods } from './podRules';
import { containersOf } from './pods';

/** Words of a name that say that the value is a secret. */
const SECRET_WORD =
  /(TOKEN|PASSWORD|PASSWD|PASSPHRASE|SECRET|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIALS?)(_|$)/;

/** Endings of names of something about a secret. */
const ABOUT =
  /_(FILE|PATH|DIR|NAME|URL|URI|TYPE|KEY_NAME|ENABLED|REQUIRED|HEADER|LENGTH|LIMIT|COUNT|BUDGET|TTL)$/;

/** Tokens that are known by their form, and addresses with a password. */
const TOKENS = [
  /\bhf_[A-Za-z0-9]{20,}/,
  /\bsk-[A-Za-z0-9_-]{20,}/,
  /\b(ghp|gho|ghu|ghs|ghr)_[A-Za-z0-9]{20,}/,
  /\bgithub_pat_\w{20,}/,
  /\bglpat-[\w-]{20}/,
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  /\bnvapi-[\w-]{20,}/,
  /\bAIza[\w-]{35}/,
  /\beyJ[\w-]{8,512}\.[\w-]{8,}\./,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /:\/\/[^\s/:@]{1,64}:[^\s/@$]{1,128}@/,
];

/** Looked at of a text, so that a long one costs no more. */
const LOOKED_AT = 8192;

/** Bits for each character of a text, by how often each occurs. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return [...counts.values()].reduce(
    (sum, count) =>
      sum - (count / text.length) * Math.log2(count / text.length),
    0,
  );
}

/** A long part of a text in which nobody would read words. */
function isRandom(text: string): boolean {
  return text
    .split(/[^A-Za-z0-9]+/)
    .some(
      part =>
        part.length >= 24 &&
        part.length <= 512 &&
        /[a-z]/.test(part) &&
        /[A-Z]/.test(part) &&
        (part.match(/[0-9]/g)?.length ?? 0) >= 3 &&
        entropy(part) > 3.8,
    );
}

function hasToken(text: string): boolean {
  return TOKENS.some(token => token.test(text.slice(0, LOOKED_AT)));
}

/** `hfToken` and `hf-token` as `HF_TOKEN`. */
function screaming(name: string): string {
  return name
    .slice(0, LOOKED_AT)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[-.]/g, '_')
    .toLocaleUpperCase('en-US');
}

/** Whether a name says that its value is a secret. */
function namesSecret(name: string): boolean {
  const words = screaming(name);
  return SECRET_WORD.test(words) && !ABOUT.test(words);
}

/** What nobody would keep secret: nothing, references, flags, marks, numbers. */
function isHarmless(name: string, value: string): boolean {
  const own = value.replace(/\$\([\w.-]+\)/g, '').trim();
  return (
    /^(|true|false|none|null|<.*>)$/i.test(own) ||
    (/^-?\d+$/.test(own) && !/PASS/.test(screaming(name)))
  );
}

/** Whether a variable's value is, by its name or its form, a secret. */
export function looksSecret(name: string, value: string): boolean {
  return (
    !isHarmless(name, value) &&
    (namesSecret(name) ||
      hasToken(value) ||
      isRandom(value.slice(0, LOOKED_AT)))
  );
}

/** The arguments in which a secret stands: `--api-key x` or a known token. */
function secretArguments(list: readonly string[]): number[] {
  return list.flatMap((argument, index) => {
    const [, option, value] = /^--?([\w.-]+)=(.*)$/s.exec(argument) ?? [];
    const [, before] = /^--?([\w.-]+)$/.exec(list[index - 1] ?? '') ?? [];
    const isFor = (name: string | undefined, given: string) =>
      name !== undefined &&
      !given.startsWith('-') &&
      namesSecret(name) &&
      !isHarmless(name, given);
    return hasToken(argument) || isFor(option, value) || isFor(before, argument)
      ? [index]
      : [];
  });
}

/**
 * Values, or a part of them, with a mask for each text that is a secret by its
 * key, its form or the option before it.
 *
 * @param key - where the part stands
 * @public
 */
export function withoutSecrets(
  part: unknown,
  mask: string,
  key: string = '',
): unknown {
  if (typeof part === 'string') {
    return looksSecret(key, part) ? mask : part;
  }
  if (Array.isArray(part)) {
    const secret = secretArguments(
      part.map(item => (typeof item === 'string' ? item : '')),
    );
    return part.map((item, index) =>
      secret.includes(index) ? mask : withoutSecrets(item, mask, key),
    );
  }
  return isMap(part)
    ? Object.fromEntries(
        Object.entries(part).map(([name, value]) => [
          name,
          withoutSecrets(value, mask, name),
        ]),
      )
    : part;
}

/**
 * Secrets are in Secrets, and not in values, which logs, repositories and the
 * workload's own annotations keep. The value is never part of the issue.
 */
export const secretsInValues = ofPods((pod, { limits }, report) => {
  const severity = limits.secretsInValues === 'warn' ? 'warning' : 'error';
  const rule = 'policy-secretsInValues';
  for (const [at, { command = [], args = [], env = [] }] of containersOf(pod)) {
    env.forEach(({ name, value = '' }, index) => {
      if (looksSecret(name, value)) {
        report({
          rule,
          severity,
          path: [...at, 'env', index, 'value'],
          message: `looks like a secret (${name}), which ${whoOf(
            limits,
          )} may not give in plain text: put it into a Secret, and take it from there with valueFrom: { secretKeyRef: { name: <secret>, key: <key> } }`,
        });
      }
    });
    for (const [key, list] of Object.entries({ command, args })) {
      for (const index of secretArguments(list)) {
        report({
          rule,
          severity,
          path: [...at, key, index],
          message:
            'looks like a secret in plain text: put it into a Secret, give it to the container as a variable with valueFrom: { secretKeyRef: … }, and write $(VARIABLE) here',
        });
      }
    }
  }
});
