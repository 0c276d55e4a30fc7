import type { ValueIssue } from '../../api/contract';
import type { DeclaredPort } from '../containerPorts';
import type { ValuePath } from '../paths';
import { errorAt, warningAt } from './check';

/** An issue of a reference to a port, by name or number; none if it is there. */
export function portReferenceIssue(
  reference: string | number | undefined,
  ports: readonly DeclaredPort[],
  path: ValuePath,
  who: string,
  rule: string,
): ValueIssue[] {
  const found = ports.some(
    ({ name, number }) => reference === name || reference === number,
  );
  if (reference === undefined || found) {
    return [];
  }
  const [suggestion] = ports.map(({ name, number }) => name ?? number);
  const listed = ports.length
    ? `its ports are ${ports
        .map(({ name, number }) => (name ? `${name} (${number})` : number))
        .join(', ')}`
    : 'it has none';
  const finding = {
    rule,
    given: reference,
    ...(suggestion !== undefined && { suggestion }),
  };
  return typeof reference === 'string'
    ? [
        errorAt(path, {
          ...finding,
          message: `names no port of the ${who}, so that it cannot be reached: ${listed}`,
        }),
      ]
    : [
        warningAt(path, {
          ...finding,
          message: `is no port that the ${who} is said to listen on: ${listed}`,
        }),
      ];
}
