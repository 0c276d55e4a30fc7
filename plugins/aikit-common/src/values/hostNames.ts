import { z } from 'zod';
import { breakRule } from './rule';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
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
export const hostName = z.string().superRefine((host, context) => {
  if (!isHostName(host)) {
    breakRule(context, {
      rule: 'host-name',
      message:
        'must be a host name in lower-case letters, such as chat.example.com or *.example.com: no address, port, path or "https://"',
      suggestion: meantHost(host),
    });
  }
});
