import { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { parse as parseYaml } from 'yaml';
import { ApiError, badRequest } from '../api/apiError';
import { timestamp } from '../api/clock';
import { DeleteOptions } from '../api/objectApi';
import { bindPod } from '../scheduler/binding';
import { RequestOptions } from '../writes/requestChecks';
import { Handler, refuseOptions, ResourceCall } from './call';
import { listOf } from './reads';

const JSON_TYPE = 'application/json';
const YAML_TYPE = 'application/yaml';
const PROPAGATIONS = ['Foreground', 'Background', 'Orphan'];
const SUCCESS = {
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
};

/** Without its parameters. */
function contentTypeOf({ headers }: IncomingMessage): string {
  return (headers['content-type'] ?? JSON_TYPE).split(';')[0].trim();
}

/**
 * Reads a body in JSON or YAML; null when there is none.
 *
 * @throws ApiError 400, with what it is not
 */
async function readBody(
  request: IncomingMessage,
  otherwise: string,
): Promise<unknown> {
  const body = await text(request);
  try {
    return contentTypeOf(request).endsWith('yaml')
      ? parseYaml(body)
      : JSON.parse(body || 'null');
  } catch (error) {
    throw badRequest(`${otherwise}: ${(error as Error).message}`);
  }
}

/** @throws ApiError 400 or 415 */
async function readObject({ request, type }: ResourceCall): Promise<unknown> {
  if (![JSON_TYPE, YAML_TYPE].includes(contentTypeOf(request))) {
    throw new ApiError(
      415,
      'UnsupportedMediaType',
      `the body of the request was in an unknown format - accepted media types include: ${JSON_TYPE}, ${YAML_TYPE}, application/vnd.kubernetes.protobuf`,
    );
  }
  return readBody(
    request,
    `the object provided is unrecognized (must be of type ${type.kind}): couldn't get version/kind; json parse error`,
  );
}

function writeOptions(call: ResourceCall): RequestOptions {
  const { options, request, answer, subresource } = call;
  return {
    ...options,
    userAgent: request.headers['user-agent'],
    subresource: (subresource || undefined) as RequestOptions['subresource'],
    onWarning: warning =>
      answer.response.appendHeader(
        'Warning',
        `299 - ${JSON.stringify(warning)}`,
      ),
  };
}

/** Creates an object. */
export const create: Handler = async ({ writer }, call) => {
  const { type, namespace } = call;
  const body = await readObject(call);
  return [201, writer.create(type, namespace, body, writeOptions(call))];
};

/** Replaces an object, its status or its scale. */
export const replace: Handler = async ({ writer }, call) => {
  const body = await readObject(call);
  const { object } = writer.replace(call.type, call, body, writeOptions(call));
  return [200, object];
};

/** Patches an object, its status or its scale. */
export const patch: Handler = async ({ writer }, call) => {
  const { type, request } = call;
  const contentType = contentTypeOf(request);
  const body = await readBody(request, 'error decoding patch');
  const change = { contentType, body };
  const options = writeOptions(call);
  const { object, created } = writer.patch(type, call, change, options);
  return [created ? 201 : 200, object];
};

/** Puts a pod on a node. */
export const bind: Handler = async ({ api }, call) => {
  const binding = await readObject(call);
  const { target } = binding as { target: { name: string } };
  bindPod(api, call, target.name);
  return [201, { ...SUCCESS, code: 201 }];
};

/** Read from the body, else from the query. @throws ApiError 400 or 422 */
async function deleteOptions(call: ResourceCall): Promise<DeleteOptions> {
  const body = await readBody(call.request, 'json parse error');
  // In a body it is a list: `dryRun: [All]`.
  const { dryRun } = (body ?? {}) as { dryRun?: string[] };
  const options: DeleteOptions = body
    ? { ...body, dryRun: !!dryRun?.length }
    : call.options;
  const { propagationPolicy: policy } = options;
  if (policy && !PROPAGATIONS.includes(policy)) {
    refuseOptions('DeleteOptions', 'propagationPolicy', {
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: "${policy}": supported values: "Foreground", "Background", "Orphan", "nil"`,
    });
  }
  return options;
}

/** Deletes one object. */
export const deleteOne: Handler = async ({ api }, call) => {
  const { type } = call;
  const options = await deleteOptions(call);
  const before = api.get(type, call);
  const remains = api.delete(type, call, options);
  if (remains) {
    return [200, remains];
  }
  const { metadata } = before;
  if (type.kind === 'Pod') {
    // A pod is answered as it ended, even when it is already gone.
    const deletionTimestamp = timestamp(api.clock.now());
    const ended = { deletionTimestamp, deletionGracePeriodSeconds: 0 };
    return [200, { ...before, metadata: { ...metadata, ...ended } }];
  }
  const { group, plural: kind } = type;
  const { name, uid } = metadata;
  const details = { name, ...(group && { group }), kind, uid };
  return [200, { ...SUCCESS, details }];
};

/** Deletes all objects that selectors select, and answers what they were. */
export const deleteMany: Handler = async (server, call) => {
  const { type } = call;
  const { api } = server;
  const options = await deleteOptions(call);
  const list = listOf(server, call);
  for (const { metadata } of list.items) {
    // An earlier deletion may have taken a later object with it.
    if (api.store.get(type, metadata.namespace, metadata.name)) {
      api.delete(type, metadata, options);
    }
  }
  return [200, list];
};
