import { valuesSchema } from '@aikit-backstage/plugin-aikit-common';
import { keysOf, SchemaNode, usedKeys } from './keys';
import {
  AUTOSCALED_SINK,
  DISTRIBUTED_SINK,
  STANDARD_SINK,
} from './kitchenSink';

/** Values whose fields are Kubernetes' alone. */
const KUBERNETES =
  /(^|\.)(\w+Probe|\w*[sS]ecurityContext|affinity|tolerations|volumeMounts|postInstall)\./;

/** Whether a key is one that the renderer puts somewhere itself. */
function isOurs(key: string): boolean {
  const depth = key.startsWith('leaderWorkerSet.') ? 3 : 2;
  return key.split('.').length <= depth && !KUBERNETES.test(key);
}

it('the values of the suite use every key that there is', () => {
  const used = new Set(
    [STANDARD_SINK, DISTRIBUTED_SINK, AUTOSCALED_SINK].flatMap(usedKeys),
  );
  const known = keysOf(valuesSchema as unknown as SchemaNode).filter(isOurs);
  expect(known.length).toBeGreaterThan(150);
  expect(known.filter(key => !used.has(key))).toEqual([]);
});
