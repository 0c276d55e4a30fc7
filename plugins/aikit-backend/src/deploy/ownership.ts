import { ConflictError } from '@backstage/errors';
import { WorkloadTarget } from '@aikit-backstage/plugin-aikit-node';
import { Plan } from './plan';
import { LiveObject } from './WorkloadObjects';

/**
 * Refuses to write to what is not the portal's, or is going away.
 *
 * @param live - what there is of the workload
 * @throws ConflictError
 */
export function assertWritable(
  target: WorkloadTarget,
  live: LiveObject[],
  { submissions }: Plan,
  options: { force: boolean },
): void {
  const { cluster, namespace, name } = target;
  for (const { kind, object, managed } of live) {
    // A namespace is nobody's alone: its fields' managers decide.
    if (
      kind === 'Namespace' ||
      !submissions.some(planned => planned.kind === kind)
    ) {
      continue;
    }
    const subject = `${kind} ${name} in namespace ${namespace} of cluster '${cluster}'`;
    if (object.metadata.deletionTimestamp) {
      throw new ConflictError(
        `${subject} is being deleted: submit again when it has gone`,
      );
    }
    if (!managed && !options.force) {
      throw new ConflictError(
        `${subject} was not submitted through the portal: choose another name, or submit with force to take it over`,
      );
    }
  }
}
