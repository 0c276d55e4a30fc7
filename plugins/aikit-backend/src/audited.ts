import { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { Caller } from './caller';

/** What is written down of something that somebody does. */
export interface AuditedAction<T> {
  eventId: string;
  /** Default: `medium`, for what changes something. */
  severityLevel?: 'low' | 'medium';
  meta: JsonObject;
  action: () => Promise<T>;
  /** What is written down of the result. */
  outcome?: (result: T) => JsonObject;
}

/** Does something, and writes down who tried it and what came of it. */
export async function audited<T>(
  auditor: AuditorService,
  { request }: Caller,
  options: AuditedAction<T>,
): Promise<T> {
  const { eventId, severityLevel = 'medium', meta, action, outcome } = options;
  const event = await auditor.createEvent({
    eventId,
    severityLevel,
    request,
    meta,
  });
  let result: T;
  try {
    result = await action();
  } catch (caught) {
    const { name, message } = toError(caught);
    await event.fail({ error: Object.assign(new Error(message), { name }) });
    throw caught;
  }
  await event.success({ meta: outcome?.(result) ?? {} });
  return result;
}
