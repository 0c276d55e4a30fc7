import {
  ObjectChange,
  SubmittedObject,
} from '@aikit-backstage/plugin-aikit-common';
import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';
import {
  appliedChange,
  deletedChange,
  triedChange,
  triedDeletion,
} from './changes';
import { isWorkload, Kind, rank } from './kinds';
import { Plan, PlannedObject } from './plan';
import { explainUnserved } from './preflight';
import { Steps } from './Steps';
import { remake, restore, unmake } from './undo';
import { replicasOf, withReplicas } from './workloadFields';
import { LiveObject, WorkloadObjects } from './WorkloadObjects';

/** What a submission has done, or would do. */
export interface Outcome {
  changes: ObjectChange[];
  /** `metadata.generation` of the workload. */
  generation: number;
}

/** What a plan would do, with the objects as they would be. */
export interface Trial extends Outcome {
  changes: SubmittedObject[];
}

/** Asks the API server what a plan would do; changes nothing. */
export async function trySubmission(
  objects: WorkloadObjects,
  { submissions, surplus }: Plan,
  force: boolean,
): Promise<Trial> {
  const changes: SubmittedObject[] = [];
  let generation = 0;
  for (const planned of submissions) {
    const after = isTriable(planned.kind, submissions)
      ? await tryObject(objects, planned, force)
      : planned.object;
    generation = workloadGeneration(planned.kind, after) ?? generation;
    changes.push(triedChange(planned.kind, planned.before, after));
  }
  for (const { kind, object } of removalOrder(surplus)) {
    await objects.delete(kind, { dryRun: true });
    changes.push(triedDeletion(kind, object));
  }
  return { changes, generation };
}

/**
 * Whether an object can be tried. The API server looks up the role that a
 * binding names, to see that the account holds its rules, and a role that was
 * only tried is not there; the same rules are looked at when it is tried.
 */
function isTriable(kind: Kind, submissions: PlannedObject[]): boolean {
  const role = submissions.find(other => other.kind === 'Role');
  return kind !== 'RoleBinding' || role?.before !== undefined;
}

/** Replicas that are yet to be taken back would be in conflict. */
async function tryObject(
  objects: WorkloadObjects,
  { kind, object, before, takeBackReplicas }: PlannedObject,
  force: boolean,
): Promise<KubernetesObject> {
  const apply = async (tried: KubernetesObject) => {
    try {
      return await objects.apply(kind, tried, { dryRun: true, force });
    } catch (error) {
      throw explainUnserved(kind, error);
    }
  };
  const running = replicasOf(before);
  if (takeBackReplicas === undefined || running === undefined) {
    return apply(object);
  }
  const after = await apply(withReplicas(object, running));
  return withReplicas(after, takeBackReplicas);
}

/**
 * Carries out a plan. What is surplus goes last, when its replacement is
 * there.
 */
export async function submit(
  steps: Steps,
  objects: WorkloadObjects,
  { submissions, surplus }: Plan,
  force: boolean,
): Promise<Outcome> {
  let generation = 0;
  for (const planned of submissions) {
    const { kind, object, before, takeBackReplicas } = planned;
    const after = await steps.run({
      what: `apply ${kind} ${object.metadata.name}`,
      run: async () => {
        if (takeBackReplicas !== undefined) {
          await objects.scale(kind, takeBackReplicas);
        }
        return objects.apply(kind, object, { dryRun: false, force });
      },
      change: applied => appliedChange(kind, before, applied),
      undo: async applied => {
        if (!before) {
          await unmake(objects, kind, applied);
          return;
        }
        await restore(objects, { kind, before, force });
        const running = replicasOf(before);
        if (takeBackReplicas !== undefined && running !== undefined) {
          await objects.scale(kind, running);
        }
      },
    });
    generation = workloadGeneration(kind, after) ?? generation;
  }
  await removeAll(steps, objects, surplus);
  return { changes: steps.done, generation };
}

/** Deletes objects in the reverse order of their submission. */
export async function removeAll(
  steps: Steps,
  objects: WorkloadObjects,
  live: LiveObject[],
): Promise<void> {
  for (const { kind, object } of removalOrder(live)) {
    const { name, uid } = object.metadata;
    await steps.run({
      what: `delete ${kind} ${name}`,
      run: () => objects.delete(kind, { dryRun: false, uid }),
      change: () => deletedChange(kind, name),
      undo: () => remake(objects, { kind, before: object }),
    });
  }
}

function removalOrder(live: LiveObject[]): LiveObject[] {
  return [...live].sort((one, other) => rank(other.kind) - rank(one.kind));
}

function workloadGeneration(
  kind: Kind,
  { metadata }: KubernetesObject,
): number | undefined {
  return isWorkload(kind) ? metadata.generation ?? 0 : undefined;
}
