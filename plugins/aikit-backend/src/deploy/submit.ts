import { ObjectChange } from '@aikit-backstage/plugin-aikit-common';
import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';
import { appliedChange, deletedChange } from './changes';
import { isWorkload, Kind, KINDS } from './kinds';
import { Plan, PlannedObject } from './plan';
import { replicasOf, withReplicas } from './replicas';
import { Steps } from './Steps';
import { WorkloadObjects } from './WorkloadObjects';

/** What a submission has done, or would do. */
export interface Outcome {
  changes: ObjectChange[];
  /** `metadata.generation` of the workload. */
  generation: number;
}

/** Asks the API server what a plan would do; changes nothing. */
export async function trySubmission(
  objects: WorkloadObjects,
  { name, submissions, surplus }: Plan,
  force: boolean,
): Promise<Outcome> {
  const changes: ObjectChange[] = [];
  let generation = 0;
  for (const planned of submissions) {
    const after = await tryObject(objects, planned, force);
    generation = workloadGeneration(planned.kind, after) ?? generation;
    changes.push(appliedChange(planned.kind, planned.before, after));
  }
  for (const kind of removalOrder(surplus)) {
    await objects.delete(kind, { dryRun: true });
    changes.push(deletedChange(kind, name));
  }
  return { changes, generation };
}

/** Replicas that are yet to be taken back would be in conflict. */
async function tryObject(
  objects: WorkloadObjects,
  { kind, object, before, takeBackReplicas }: PlannedObject,
  force: boolean,
): Promise<KubernetesObject> {
  const running = replicasOf(before);
  if (takeBackReplicas === undefined || running === undefined) {
    return objects.apply(kind, object, { dryRun: true, force });
  }
  const after = await objects.apply(kind, withReplicas(object, running), {
    dryRun: true,
    force,
  });
  return withReplicas(after, takeBackReplicas);
}

/**
 * Carries out a plan. What is surplus goes last, when its replacement is
 * there.
 */
export async function submit(
  objects: WorkloadObjects,
  { name, submissions, surplus }: Plan,
  force: boolean,
): Promise<Outcome> {
  const steps = new Steps('Submit the same again to continue from there.');
  let generation = 0;
  for (const { kind, object, before, takeBackReplicas } of submissions) {
    const after = await steps.run(
      `apply ${kind} ${name}`,
      async () => {
        if (takeBackReplicas !== undefined) {
          await objects.scale(kind, takeBackReplicas);
        }
        return objects.apply(kind, object, { dryRun: false, force });
      },
      applied => appliedChange(kind, before, applied),
    );
    generation = workloadGeneration(kind, after) ?? generation;
  }
  await removeAll(steps, objects, name, surplus);
  return { changes: steps.done, generation };
}

/** Deletes objects in the reverse order of their submission. */
export async function removeAll(
  steps: Steps,
  objects: WorkloadObjects,
  name: string,
  kinds: Kind[],
): Promise<void> {
  for (const kind of removalOrder(kinds)) {
    await steps.run(
      `delete ${kind} ${name}`,
      () => objects.delete(kind, { dryRun: false }),
      () => deletedChange(kind, name),
    );
  }
}

function removalOrder(kinds: Kind[]): Kind[] {
  return KINDS.filter(kind => kinds.includes(kind)).reverse();
}

function workloadGeneration(
  kind: Kind,
  { metadata }: KubernetesObject,
): number | undefined {
  return isWorkload(kind) ? metadata.generation ?? 0 : undefined;
}
