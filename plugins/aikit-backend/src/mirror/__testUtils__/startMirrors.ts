import { mockServices } from '@backstage/backend-test-utils';
import { ClusterInfo } from '@aikit-backstage/plugin-aikit-node';
import { ClusterMirrors } from '../mirrors';
import { MirrorChange } from '../types';
import {
  FakeClock,
  FakeClusterAccess,
} from '@aikit-backstage/plugin-aikit-node/testUtils';

/** Mirrors of scripted clusters, with all they have reported. */
export function fakeMirrors(...names: (string | ClusterInfo)[]) {
  const clock = new FakeClock();
  const access = new FakeClusterAccess(clock);
  access.infos = names.map(name =>
    typeof name === 'string' ? { name } : name,
  );
  const logger = mockServices.logger.mock();
  const mirrors = new ClusterMirrors({
    clusterAccess: access,
    logger,
    clock,
    random: () => 1,
  });
  const changes: MirrorChange[] = [];
  mirrors.subscribe(change => changes.push(change));
  return {
    access,
    clock,
    logger,
    mirrors,
    /** What was reported since the last call. */
    changes: () => changes.splice(0),
    state: (cluster: string) => mirrors.get(cluster)?.status().state,
    error: (cluster: string) => mirrors.get(cluster)?.status().error,
  };
}
