import { z } from 'zod';
import { must } from './rules/rule';

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
  return z.string().superRefine(
    must(name => pattern.test(name) && name.length <= maxLength, {
      rule,
      message: `must be at most ${maxLength} ${characters}, with a letter or digit at both ends`,
      suggestion: (name: string) => cleaned(name, foreign, maxLength),
    }),
  );
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

function nearestPortName(name: string): string | undefined {
  const near = cleaned(name, /[^a-z0-9]+/g, 15);
  return near && PORT_NAME.test(near) ? near : undefined;
}

/** Name of a port of a container. Source: RFC 6335, as Kubernetes reads it. */
export const portName = z.string().superRefine(
  must(name => PORT_NAME.test(name) && name.length <= 15, {
    rule: 'port-name',
    message:
      'must be at most 15 lower-case letters, digits and single "-", with at least one letter',
    suggestion: nearestPortName,
  }),
);

/** Key of a Secret or ConfigMap. */
export const dataKey = z.string().superRefine(
  must(key => /^(?!\.\.?$|\.\.)[-._a-zA-Z0-9]{1,253}$/.test(key), {
    rule: 'data-key',
    message:
      'must be a key of a Secret or ConfigMap: at most 253 letters, digits, "-", "_" and ".", not starting with ".."',
  }),
);

const HOST_NAME = new RegExp(`^(\\*\\.)?${LABEL}(\\.${LABEL})*$`);
const IP_V4 = /^\d+(\.\d+){3}$/;

/** The host of what may have been meant: a URL, or a name in capitals. */
function meantHost(text: string): string | undefined {
  const host = text
    .toLocaleLowerCase('en-US')
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/:].*$/, '');
  return isHostName(host) ? host : undefined;
}

function isHostName(host: string): boolean {
  return HOST_NAME.test(host) && host.length <= 253 && !IP_V4.test(host);
}

/**
 * Name of a host that requests are routed by, also `*.example.com`. Source:
 * the validation of Ingress in Kubernetes, and of Hostname in Gateway API.
 */
export const hostName = z.string().superRefine(
  must(isHostName, {
    rule: 'host-name',
    message:
      'must be a host name in lower-case letters, such as chat.example.com or *.example.com: no address, port, path or "https://"',
    suggestion: meantHost,
  }),
);
