import {
  AuditorService,
  AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';
import { ObjectChange } from '@aikit-backstage/plugin-aikit-common';
import { toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';

/**
 * Does something, and writes down who tried it and what came of it. It belongs
 * round the authorisation, so that refusals are written down as well.
 *
 * @param event - what is tried, of whom the request names the caller
 * @param outcome - what is written down of the result
 */
export async function audited<T>(
  auditor: AuditorService,
  event: AuditorServiceCreateEventOptions,
  action: () => Promise<T>,
  outcome: (result: T) => JsonObject = () => ({}),
): Promise<T> {
  const auditorEvent = await auditor.createEvent(event);
  let result: T;
  try {
    result = await action();
  } catch (caught) {
    const { name, message } = toError(caught);
    await auditorEvent.fail({
      error: Object.assign(new Error(message), { name }),
    });
    throw caught;
  }
  await auditorEvent.success({ meta: outcome(result) });
  return result;
}

/**
 * What is written down of changes. A dry run has the objects themselves, which
 * are no business of a log.
 */
export function changedObjects({ objects }: { objects: ObjectChange[] }) {
  return {
    objects: objects.map(({ apiVersion, kind, name, change }) => ({
      apiVersion,
      kind,
      name,
      change,
    })),
  };
}
