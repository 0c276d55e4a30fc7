import { apiVersionOf } from '../objects/resourceTypes';
import { Call, keyOf, ServerParts } from './call';
import { listOptions } from './listOptions';
import { Page } from './lists';
import { checkRevision, revisionIn } from './queryOptions';
import { asVersion, itemJson } from './representation';

/** Characters of a list that are written at once. */
const CHUNK_LENGTH = 64 * 1024;

/** Answers one object, or its scale. */
export function get({ api, writer }: ServerParts, call: Call) {
  const { type, path, query, answer } = call;
  checkRevision(revisionIn(query), api.store.revision);
  const object = api.get(type, keyOf(call));
  answer.json(
    200,
    path.subresource === 'scale'
      ? writer.getScale(type, object)
      : asVersion(type, object),
  );
}

/** Answers a list. */
export async function list({ lists }: ServerParts, call: Call) {
  const { type, path } = call;
  await writeList(
    call,
    lists.page({ type, namespace: path.namespace }, listOptions(call)),
  );
}

/** Writes a list, a part at a time and as fast as the client reads. */
export async function writeList(
  { type, answer }: Call,
  { items, metadata }: Page,
) {
  answer.begin(200);
  const head = JSON.stringify({
    kind: `${type.kind}List`,
    apiVersion: apiVersionOf(type),
    metadata,
  });
  let chunk = `${head.slice(0, -1)},"items":[`;
  for (const [index, item] of items.entries()) {
    chunk += `${index > 0 ? ',' : ''}${itemJson(type, item)}`;
    if (chunk.length > CHUNK_LENGTH) {
      if (!answer.write(chunk)) {
        await answer.drained();
      }
      if (answer.closed) {
        return;
      }
      chunk = '';
    }
  }
  answer.write(`${chunk}]}\n`);
  answer.end();
}
