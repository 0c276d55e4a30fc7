import { stringify } from 'yaml';
import type { Manifest } from '../api/contract';

/**
 * A map as one YAML document, in block style. Strings that YAML 1.1 or 1.2
 * would read as something else are quoted.
 *
 * @public
 */
export function toYamlDocument(value: Record<string, unknown>): string {
  return stringify(value, {
    compat: 'yaml-1.1',
    aliasDuplicateObjects: false,
    lineWidth: 0,
  });
}

/**
 * Manifests as YAML documents, each in the way of {@link toYamlDocument}.
 *
 * @public
 */
export function toYaml(manifests: readonly Manifest[]): string {
  return manifests.map(manifest => `---\n${toYamlDocument(manifest)}`).join('');
}
