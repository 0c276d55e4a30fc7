import { NotFoundError } from '@backstage/errors';
import {
  AikitRequests,
  AikitService,
} from '@aikit-backstage/plugin-aikit-node';
import {
  DeployResponse,
  GroupStatus,
  WorkloadResponse,
} from '@aikit-backstage/plugin-aikit-common';
import { group } from '@aikit-backstage/plugin-aikit-common/testUtils';

/** A group of as many pods as there are reasons to wait; '' is a ready pod. */
export function waitingGroup(index: number, reasons: string[]): GroupStatus {
  const [leader, ...workers] = reasons.map(reason =>
    reason ? { reason } : {},
  );
  return group(index, { leader, workers });
}

/** The backend's answer to the submission of `chat`. */
export function deployed(overrides?: Partial<DeployResponse>): DeployResponse {
  return {
    cluster: 'us-east',
    namespace: 'team-chat',
    name: 'chat',
    kind: 'LeaderWorkerSet',
    dryRun: false,
    generation: 3,
    summary: 'LeaderWorkerSet chat: 1 group × 5 pods, 10 nvidia.com/gpu',
    endpoint: 'http://chat.team-chat:8080/v1',
    objects: [
      {
        apiVersion: 'leaderworkerset.x-k8s.io/v1',
        kind: 'LeaderWorkerSet',
        name: 'chat',
        change: 'created',
      },
      { apiVersion: 'v1', kind: 'Service', name: 'chat', change: 'unchanged' },
    ],
    issues: [],
    ...overrides,
  };
}

/**
 * An AIKit backend that answers each look at a workload with the next of
 * `looks`, and from then on with the last; an error is thrown.
 */
export function fakeAikit(looks: (WorkloadResponse | Error)[] = []) {
  const service: jest.Mocked<AikitRequests> = {
    portalWorkloads: jest.fn(),
    workload: jest.fn(),
    deploy: jest.fn(),
    remove: jest.fn(),
    releases: jest.fn(),
    release: jest.fn(),
    adopt: jest.fn(),
  };
  let next = 0;
  service.workload.mockImplementation(async ({ name }) => {
    const look = looks[Math.min(next++, looks.length - 1)];
    if (!look) {
      throw new NotFoundError(`No workload ${name}`);
    }
    if (look instanceof Error) {
      throw look;
    }
    return look;
  });
  service.deploy.mockImplementation(async (target, { dryRun = false }) =>
    deployed({ ...target, dryRun }),
  );
  service.remove.mockImplementation(async () => ({
    objects: deployed().objects.map(object => ({
      ...object,
      change: 'deleted',
    })),
  }));
  const as = jest.fn<AikitRequests, Parameters<AikitService['as']>>(
    () => service,
  );
  return { ...service, as };
}
