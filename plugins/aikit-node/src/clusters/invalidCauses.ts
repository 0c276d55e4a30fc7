import { InvalidCause } from './errors';
import type { KubernetesStatus } from './statusError';

const PREFIX = /^.*?admission webhook "[^"]*" denied the request: /s;

/**
 * The start of one error in a list as Kubernetes' field package writes it:
 * `spec.replicas: Invalid value: …`.
 *
 * Source: `ErrorType.String()` in `k8s.io/apimachinery/pkg/util/validation/field`.
 */
const FIELD_ERROR =
  /(?:^|, )([A-Za-z<][^\s:,]*): (?=(?:Invalid value|Required value|Forbidden|Not found|Duplicate value|Unsupported value|Too long|Too many|Too few|Internal error):? ?)/g;

/**
 * Why an object was refused: the answer's own causes, or those read from the
 * message of a webhook, which puts several into one text between brackets.
 *
 * @returns at least one cause; the whole message where nothing can be told apart
 */
export function invalidCauses(
  status: KubernetesStatus,
  message: string,
): InvalidCause[] {
  const causes = (status.details?.causes ?? []).map(cause => ({
    ...(cause.field && { field: cause.field }),
    message: cause.message ?? cause.reason ?? message,
  }));
  if (causes.length > 0) {
    return causes;
  }
  const text = message.replace(PREFIX, '').trim();
  const list = /^\[(.*)\]$/s.exec(text)?.[1] ?? text;
  const starts = [...list.matchAll(FIELD_ERROR)];
  if (starts.length === 0) {
    return [{ message: text }];
  }
  return starts.map((start, index) => ({
    field: start[1],
    message: list
      .slice(start.index + start[0].length, starts[index + 1]?.index)
      .trim(),
  }));
}
