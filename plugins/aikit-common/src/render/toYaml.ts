import { stringify } from 'yaml';
import type { Manifest } from '../api/contract';

/**
 * Manifests as YAML documents. Strings that YAML 1.1 or 1.2 would read as
 * something else are quoted.
 *
 * @public
 */
export function toYaml(manifests: readonly Manifest[]): string {
  return manifests
    .map(manifest =>
      stringify(manifest, {
        compat: 'yaml-1.1',
        aliasDuplicateObjects: false,
        lineWidth: 0,
      }),
    )
    .map(document => `---\n${document}`)
    .join('');
}
