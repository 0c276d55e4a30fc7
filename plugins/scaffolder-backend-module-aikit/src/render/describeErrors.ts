import { ValueIssue } from '@aikit-backstage/plugin-aikit-common';

/** The errors among some issues, one a line: `replicaCount: must be …`. */
export function describeErrors(issues: ValueIssue[]): string {
  return issues
    .filter(({ severity }) => severity === 'error')
    .map(({ path, message }) => `${path}: ${message}`)
    .join('\n');
}
