import { z } from 'zod';
import { breakRule } from './rule';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const DNS_LABEL = new RegExp(`^${LABEL}$`);
const DNS_SUBDOMAIN = new RegExp(`^${LABEL}(\\.${LABEL})*$`);

/** The nearest name of these characters, or undefined when nothing is left. */
function cleaned(name: string, foreign: RegExp, maxLength: number) {
  return (
    name
      .toLocaleLowerCase('en-US')
      .replace(foreign, '-')
      .replace(/[-.]*\.[-.]*/g, '.')
      .slice(0, maxLength)
      .replace(/^[-.]+|[-.]+$/g, '') || undefined
  );
}

function nameOf(
  pattern: RegExp,
  maxLength: number,
  foreign: RegExp,
  rule: string,
  characters: string,
) {
  return z.string().superRefine((name, context) => {
    if (!pattern.test(name) || name.length > maxLength) {
      breakRule(context, {
        rule,
        message: `must be at most ${maxLength} ${characters}, with a letter or digit at both ends`,
        suggestion: cleaned(name, foreign, maxLength),
      });
    }
  });
}

/** A name that Kubernetes uses as one label of a DNS name, as of a volume. */
export const dnsLabel = nameOf(
  DNS_LABEL,
  63,
  /[^a-z0-9]+/g,
  'dns-label',
  'lower-case letters, digits and "-"',
);

/** A name as most objects have it, such as a Secret. */
export const objectName = nameOf(
  DNS_SUBDOMAIN,
  253,
  /[^a-z0-9.]+/g,
  'dns-subdomain',
  'lower-case letters, digits, "-" and "."',
);

const PORT_NAME = /^(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/;

/** Name of a port of a container. Source: RFC 6335, as Kubernetes reads it. */
export const portName = z.string().superRefine((name, context) => {
  if (!PORT_NAME.test(name) || name.length > 15) {
    const near = cleaned(name, /[^a-z0-9]+/g, 15);
    breakRule(context, {
      rule: 'port-name',
      message:
        'must be at most 15 lower-case letters, digits and single "-", with at least one letter',
      suggestion: near && PORT_NAME.test(near) ? near : undefined,
    });
  }
});

/** Key of a Secret or ConfigMap. */
export const dataKey = z
  .string()
  .refine(key => /^(?!\.\.?$|\.\.)[-._a-zA-Z0-9]{1,253}$/.test(key), {
    error:
      'must be a key of a Secret or ConfigMap: at most 253 letters, digits, "-", "_" and ".", not starting with ".."',
    params: { rule: 'data-key' },
  });
