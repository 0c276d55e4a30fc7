import type { ValueIssue } from '../api/contract';

/**
 * The errors among some issues, each as a line: `replicaCount: must be …`. The
 * form, the actions and the backend refuse with the same.
 *
 * @public
 */
export function errorLines(issues: readonly ValueIssue[]): string[] {
  return issues
    .filter(({ severity }) => severity === 'error')
    .map(({ path, message }) => `${path}: ${message}`);
}
