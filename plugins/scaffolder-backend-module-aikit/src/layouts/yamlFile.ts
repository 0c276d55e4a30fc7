import { toYamlDocument } from '@aikit-backstage/plugin-aikit-common';

/** One YAML document, after a comment if there is one. */
export function yamlFile(
  content: Record<string, unknown>,
  comment = '',
): string {
  const head = comment && `${comment.replace(/^/gm, '# ')}\n`;
  return head + toYamlDocument(content);
}
