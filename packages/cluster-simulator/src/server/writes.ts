import { badRequest } from '../api/apiError';
import { PODS } from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { bindPod } from '../scheduler/binding';
import { Call, keyOf, ServerParts } from './call';
import { deleteOptions } from './deletions';
import { writeOptions } from './queryOptions';
import { asVersion } from './representation';
import { readObject, readPatch } from './requestBody';

const CREATED = {
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  code: 201,
};

/** Creates an object. */
export async function create(parts: ServerParts, call: Call) {
  const { type, path, request, answer } = call;
  const options = writeOptions(call);
  const body = await readObject(request, type.kind);
  const object = parts.writer.create(type, path.namespace, body, options);
  answer.json(201, asVersion(type, object));
}

function answerWritten(
  { type, path, answer }: Call,
  { object, created }: { object: KubeObject; created: boolean },
) {
  const isScale = path.subresource === 'scale';
  answer.json(created ? 201 : 200, isScale ? object : asVersion(type, object));
}

/** Replaces an object, its status or its scale. */
export async function replace(parts: ServerParts, call: Call) {
  const { type, path, request } = call;
  const options = writeOptions(call);
  const kind = path.subresource === 'scale' ? 'Scale' : type.kind;
  const body = await readObject(request, kind);
  answerWritten(call, parts.writer.replace(type, keyOf(call), body, options));
}

/** Patches an object, its status or its scale. */
export async function patch(parts: ServerParts, call: Call) {
  const { type, request } = call;
  const options = writeOptions(call);
  const change = await readPatch(request, type);
  answerWritten(call, parts.writer.patch(type, keyOf(call), change, options));
}

/** Puts a pod on a node. @throws ApiError 409 when it is on one already */
export async function bind({ api }: ServerParts, call: Call) {
  const { dryRun } = writeOptions(call);
  const binding = (await readObject(call.request, 'Binding')) as {
    metadata?: { name?: string };
    target?: { name?: string };
  };
  const key = keyOf(call);
  if (binding.metadata?.name !== key.name) {
    throw badRequest('name in URL does not match name in Binding object');
  }
  const nodeName = binding.target?.name;
  if (!nodeName) {
    throw badRequest('target.name: Required value');
  }
  if (!dryRun) {
    bindPod(api, key, nodeName);
  }
  call.answer.json(201, CREATED);
}

/** Evicts a pod: there are no disruption budgets, so it is deleted. */
export async function evict({ api }: ServerParts, call: Call) {
  const { dryRun } = writeOptions(call);
  const eviction = (await readObject(call.request, 'Eviction')) as {
    deleteOptions?: Parameters<typeof deleteOptions>[0];
  };
  const options = deleteOptions(eviction.deleteOptions ?? {});
  api.delete(PODS, keyOf(call), {
    ...options,
    dryRun: dryRun || options.dryRun,
  });
  call.answer.json(201, CREATED);
}
