import {
  ObjectChange,
  SubmittedObject,
} from '@aikit-backstage/plugin-aikit-common';
import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';
import { ForwardedError } from '@backstage/errors';
import {
  appliedChange,
  deletedChange,
  listChanges,
  triedChange,
  triedDeletion,
} from './changes';
import { isWorkload, Kind, KINDS } from './kinds';
import { Plan, PlannedObject } from './plan';
import { explainUnserved } from './preflight';
import { replicasOf, withReplicas } from './workloadFields';
import { LiveObject, WorkloadObjects } from './WorkloadObjects';

/**
 * Runs steps that cannot be undone one after the other, and remembers what has
 * been done, so that a failure half way can say so.
 */
export class Steps {
  readonly done: ObjectChange[] = [];
  readonly #howToGoOn: string;

  /** @param howToGoOn - what to do after a failure half way, as a sentence */
  constructor(howToGoOn: string) {
    this.#howToGoOn = howToGoOn;
  }

  /**
   * @param what - the step as a phrase: `apply Service chat`
   * @param change - what the step has done, by its result
   * @returns the result of the step
   * @throws what the step throws; after the first step with what has been done
   * and how to go on
   */
  async run<T>(
    what: string,
    step: () => Promise<T>,
    change: (result: T) => ObjectChange,
  ): Promise<T> {
    try {
      const result = await step();
      this.done.push(change(result));
      return result;
    } catch (error) {
      if (this.done.length === 0) {
        throw error;
      }
      throw new ForwardedError(
        `Half-done: ${listChanges(this.done)}; then it failed to ${what}. ${
          this.#howToGoOn
        }`,
        error,
      );
    }
  }
}

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

/**
 * Asks the API server what a plan would do; changes nothing.
 *
 * @param live - what there is of the workload
 */
export async function trySubmission(
  objects: WorkloadObjects,
  { name, submissions, surplus }: Plan,
  { live, force }: { live: LiveObject[]; force: boolean },
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
  for (const kind of removalOrder(surplus)) {
    await objects.delete(kind, { dryRun: true });
    changes.push(
      triedDeletion(
        kind,
        name,
        live.find(other => other.kind === kind)?.object,
      ),
    );
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
  objects: WorkloadObjects,
  { name, submissions, surplus }: Plan,
  force: boolean,
): Promise<Outcome> {
  const steps = new Steps('Submit the same again to continue from there.');
  let generation = 0;
  for (const { kind, object, before, takeBackReplicas } of submissions) {
    const after = await steps.run(
      `apply ${kind} ${object.metadata.name}`,
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
