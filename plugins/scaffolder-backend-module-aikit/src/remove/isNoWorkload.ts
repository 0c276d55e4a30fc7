import { isErrorWithName } from '@backstage/errors';

/**
 * Whether an error of the AIKit backend says that there is no such workload, or
 * none that the user may see: the backend does not tell these two apart. Nothing
 * else which is not found does: a cluster of another name may well have it.
 */
export function isNoWorkload(error: unknown): error is Error {
  return (
    isErrorWithName(error, 'NotFoundError') && error.missing === 'workload'
  );
}
