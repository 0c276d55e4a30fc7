import { ScalarTag, stringify, Tags } from 'yaml';
import type { Manifest } from '../api/contract';
import { escapeUnprintable, findUnprintable } from '../quantities/characters';

/**
 * Whether readers of YAML differ over a text as the yaml package writes it.
 * That leaves all characters as they are, even between quotes; and of lines
 * whose first begins with a blank, go-yaml refuses or loses the blank.
 */
function needsEscapes(text: string): boolean {
  return (
    findUnprintable(text) !== undefined ||
    (text.includes('\n') && /^\n*[ \t]/.test(text))
  );
}

/** The tag of strings, which writes those that need it in one escaped line. */
function escaping(tag: ScalarTag): ScalarTag {
  return {
    ...tag,
    stringify: (item, ...context) => {
      const text = String(item.value);
      return needsEscapes(text)
        ? escapeUnprintable(JSON.stringify(text))
        : tag.stringify?.(item, ...context) ?? JSON.stringify(text);
    },
  };
}

function withEscapedStrings(tags: Tags): Tags {
  return tags.map(tag =>
    typeof tag === 'object' && tag.tag === 'tag:yaml.org,2002:str'
      ? escaping(tag as ScalarTag)
      : tag,
  );
}

/**
 * A map as one YAML document, in block style. Strings that YAML 1.1 or 1.2
 * would read as something else are quoted, and the text has no other
 * characters than those which every reader of YAML takes for text.
 *
 * @public
 */
export function toYamlDocument(value: Record<string, unknown>): string {
  return stringify(value, {
    compat: 'yaml-1.1',
    customTags: withEscapedStrings,
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
