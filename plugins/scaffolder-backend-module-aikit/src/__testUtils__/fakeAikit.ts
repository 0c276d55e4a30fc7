import { NotFoundError } from '@backstage/errors';
import { AikitService } from '@aikit-backstage/plugin-aikit-node';
import { WorkloadResponse } from '@aikit-backstage/plugin-aikit-common';
import { deployed } from './workloads';

/**
 * An AIKit backend that answers each look at a workload with the next of
 * `looks`, and from then on with the last; an error is thrown.
 */
export function fakeAikit(looks: (WorkloadResponse | Error)[] = []) {
  let next = 0;
  const service = {
    workloads: jest.fn<
      ReturnType<AikitService['workloads']>,
      Parameters<AikitService['workloads']>
    >(),
    workload: jest.fn<
      ReturnType<AikitService['workload']>,
      Parameters<AikitService['workload']>
    >(async ({ name }) => {
      const look = looks[Math.min(next++, looks.length - 1)];
      if (!look) {
        throw new NotFoundError(`No workload ${name}`);
      }
      if (look instanceof Error) {
        throw look;
      }
      return look;
    }),
    deploy: jest.fn<
      ReturnType<AikitService['deploy']>,
      Parameters<AikitService['deploy']>
    >(async (target, { dryRun = false }) => deployed({ ...target, dryRun })),
    remove: jest.fn<
      ReturnType<AikitService['remove']>,
      Parameters<AikitService['remove']>
    >(async () => ({
      objects: deployed().objects.map(object => ({
        ...object,
        change: 'deleted' as const,
      })),
    })),
    releases: jest.fn<
      ReturnType<AikitService['releases']>,
      Parameters<AikitService['releases']>
    >(),
    release: jest.fn<
      ReturnType<AikitService['release']>,
      Parameters<AikitService['release']>
    >(),
    adopt: jest.fn<
      ReturnType<AikitService['adopt']>,
      Parameters<AikitService['adopt']>
    >(),
    render: jest.fn<
      ReturnType<AikitService['render']>,
      Parameters<AikitService['render']>
    >(),
  };
  return service satisfies AikitService;
}
