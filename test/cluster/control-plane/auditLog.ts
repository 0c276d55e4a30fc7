import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** One request that the API server has answered or, a watch, is answering. */
export interface ApiRequest {
  /** The authenticated user; undefined when authentication failed. */
  user?: string;
  verb: string;
  /** Plural, with the subresource: `pods`, `leaderworkersets/scale`. */
  resource?: string;
  namespace?: string;
  uri: string;
  userAgent?: string;
}

interface AuditEvent {
  auditID: string;
  verb: string;
  requestURI: string;
  user?: { username?: string };
  userAgent?: string;
  objectRef?: { resource?: string; subresource?: string; namespace?: string };
}

/**
 * Every request, without bodies. "RequestReceived" is left out, so that what
 * is logged has at least begun to be answered.
 */
export const AUDIT_POLICY = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [{ level: 'Metadata' }],
};

/** Where the API server of this folder's control plane logs its requests. */
export function auditLogPath(folder: string): string {
  return join(folder, 'audit.log');
}

/**
 * Reads the requests of a log, oldest first. A watch is logged twice, when it
 * starts and when it ends, and is one request.
 */
export async function readRequests(path: string): Promise<ApiRequest[]> {
  const requests = new Map<string, ApiRequest>();
  const lines = createInterface({ input: createReadStream(path, 'utf8') });
  for await (const line of lines) {
    const event = parseLine(line);
    if (event) {
      const { resource, subresource, namespace } = event.objectRef ?? {};
      requests.set(event.auditID, {
        user: event.user?.username,
        verb: event.verb,
        resource: subresource ? `${resource}/${subresource}` : resource,
        namespace,
        uri: event.requestURI,
        userAgent: event.userAgent,
      });
    }
  }
  return [...requests.values()];
}

// The last line may still be being written.
function parseLine(line: string): AuditEvent | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
