import {
  AuditorService,
  AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';
import {
  AdoptRequest,
  DeployRequest,
  ObjectChange,
} from '@aikit-backstage/plugin-aikit-common';
import { toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { submissionHash } from '../deploy/approval';

/**
 * Does something, and writes down who tried it and what came of it. It belongs
 * round the authorisation and the reading of the body, so that refusals are
 * written down as well.
 *
 * @param event - what is tried, of whom the request names the caller
 * @param action - notes what is worth writing down as it becomes known
 * @param outcome - what is written down of the result
 */
export async function audited<T>(
  auditor: AuditorService,
  event: AuditorServiceCreateEventOptions,
  action: (note: (facts: JsonObject) => void) => Promise<T>,
  outcome: (result: T) => JsonObject = () => ({}),
): Promise<T> {
  const auditorEvent = await auditor.createEvent(event);
  const noted: JsonObject = {};
  let result: T;
  try {
    result = await action(facts => Object.assign(noted, facts));
  } catch (caught) {
    const { name, message } = toError(caught);
    await auditorEvent.fail({
      error: Object.assign(new Error(message), { name }),
      meta: noted,
    });
    throw caught;
  }
  await auditorEvent.success({ meta: { ...noted, ...outcome(result) } });
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

/** What is written down of a request to submit. */
export type Asked = JsonObject & { dryRun?: boolean };

/** Values are written down by their hash alone. */
export function askedFor(wanted: DeployRequest): Asked {
  const { entityRef, owner, dryRun = false, force = false } = wanted;
  return {
    entityRef,
    ...(owner && { owner }),
    dryRun,
    force,
    ...(wanted.preset && { preset: wanted.preset.name }),
    valuesHash: submissionHash(wanted),
  };
}

/** What is written down of a request to take over a release. */
export function askedToAdopt(wanted: AdoptRequest): JsonObject {
  const { entityRef, owner, dryRun = false, forget = false } = wanted;
  return { entityRef, ...(owner && { owner }), dryRun, forget };
}
