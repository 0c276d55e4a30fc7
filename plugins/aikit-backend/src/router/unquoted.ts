import { isMap } from '@aikit-backstage/plugin-aikit-common';
import { isError } from '@backstage/errors';

/** Keys of values below which is what a container is started with. */
const STARTED_WITH = /^(env|command|(.*[a-z])?args)$/i;

/** Shorter ones are parts of other words, and no secrets. */
const MIN_LENGTH = 6;

/** Kubernetes' names are in messages for a reason. */
const NAMES = ['name', 'key', 'fieldPath', 'apiVersion'];

function textsIn(part: unknown, isStarted: boolean): string[] {
  if (typeof part === 'string') {
    return isStarted && part.length >= MIN_LENGTH ? [part] : [];
  }
  if (Array.isArray(part)) {
    return part.flatMap(item => textsIn(item, isStarted));
  }
  return isMap(part)
    ? Object.entries(part)
        .filter(([key]) => !isStarted || !NAMES.includes(key))
        .flatMap(([key, value]) =>
          textsIn(value, isStarted || STARTED_WITH.test(key)),
        )
    : [];
}

/** As it is, and as it is in JSON, which messages quote as well. */
function asWritten(text: string): string[] {
  return [text, JSON.stringify(text).slice(1, -1)];
}

/**
 * Does something with a request. What a cluster, or an admission webhook, says
 * against it may quote what a container is started with, and goes to the logs:
 * there it is left out.
 *
 * @param request - with values or inputs of a preset
 */
export async function unquoted<T>(
  request: object,
  action: () => Promise<T>,
): Promise<T> {
  try {
    return await action();
  } catch (caught) {
    if (isError(caught)) {
      // Long ones first: a short one may be a part of them.
      const texts = [
        ...new Set(textsIn(request, false).flatMap(asWritten)),
      ].sort((a, b) => b.length - a.length);
      const without = (message: string) =>
        texts
          .filter(text => message.includes(text))
          .reduce(
            (left, text) => left.replaceAll(text, '(concealed)'),
            message,
          );
      caught.message = without(caught.message);
      caught.stack = caught.stack && without(caught.stack);
    }
    throw caught;
  }
}
