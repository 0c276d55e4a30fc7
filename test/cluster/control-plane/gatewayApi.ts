import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { manifestsPath } from './binaries';

interface CustomResourceDefinition {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  [field: string]: unknown;
}

/**
 * The CRD of a kind of the Gateway API. No control plane has it from the
 * start: like most clusters it lacks the kind until somebody applies it.
 *
 * @param plural - such as `httproutes`
 */
export function gatewayCrd(plural: string): CustomResourceDefinition {
  const file = `gateway.networking.k8s.io_${plural}.yaml`;
  return parse(readFileSync(join(manifestsPath('gateway-api'), file), 'utf8'));
}
