import {
  findPreset,
  InputMeaning,
  WorkloadSize,
} from '@aikit-backstage/plugin-aikit-common';
import { Inference } from '../form/inference';
import { fieldThat } from '../form/inputFields';
import { renderInference } from '../form/issues';

/** The accelerators of one kind that a workload asks for. */
export interface AcceleratorSum {
  /** Such as `nvidia.com/gpu`. */
  resource: string;
  /** Of the leader; in standard mode of a pod. */
  leader: number;
  /** Of each worker. */
  worker: number;
}

/** How many accelerators a workload asks for, and how that comes about. */
export interface Arithmetic {
  /** Groups, in standard mode pods: an autoscaler moves between the two. */
  replicas: WorkloadSize['replicas'];
  grouped: boolean;
  /** Workers of a group; 0 in standard mode. */
  workers: number;
  /** One for each kind; none for a workload on CPUs. */
  sums: AcceleratorSum[];
}

/** Whether a preset's workers have a leader, with these inputs. */
export function isGrouped({ preset, inputs }: Inference): boolean {
  const mode = fieldThat(findPreset(preset), 'mode');
  return mode
    ? (inputs[mode.name] ?? mode.default ?? mode.choices[0]) === 'distributed'
    : true;
}

/** The sum of a group's accelerators of one kind, or of a pod's. */
export function totalOf(
  { workers }: Pick<Arithmetic, 'workers'>,
  { leader, worker }: AcceleratorSum,
): number {
  return leader + workers * worker;
}

function ofSize(size: WorkloadSize, grouped: boolean): Arithmetic {
  const { replicas, podsPerReplica, leader, worker } = size;
  const workers = podsPerReplica - 1;
  const resources = new Set([...Object.keys(leader), ...Object.keys(worker)]);
  return {
    replicas,
    grouped,
    workers,
    sums: [...resources]
      .sort()
      .map(resource => ({
        resource,
        leader: leader[resource] ?? 0,
        worker: workers > 0 ? worker[resource] ?? 0 : 0,
      }))
      .filter(sum => totalOf({ workers }, sum) > 0),
  };
}

/** Reads it from the inputs whose meaning all presets share. */
function ofInputs(inference: Inference): Arithmetic | undefined {
  const preset = findPreset(inference.preset);
  const read = (means: InputMeaning) => {
    const field = fieldThat(preset, means);
    return field && (inference.inputs[field.name] ?? field.default);
  };
  const isCount = (value: unknown): value is number =>
    Number.isSafeInteger(value) && (value as number) >= 0;

  const grouped = isGrouped(inference);
  const worker = read('gpusPerPod') ?? 0;
  const leader = (grouped ? read('leaderGpus') : undefined) ?? worker;
  const groups = read('groups') ?? 1;
  const pods = grouped ? read('podsPerGroup') ?? 1 : 1;
  const resource = read('accelerator');
  return isCount(worker) &&
    isCount(leader) &&
    isCount(groups) &&
    isCount(pods) &&
    pods > 0 &&
    typeof resource === 'string'
    ? ofSize(
        {
          replicas: { least: groups, most: groups },
          podsPerReplica: pods,
          leader: { [resource]: leader },
          worker: { [resource]: worker },
        },
        grouped,
      )
    : undefined;
}

/**
 * What a choice adds up to: by what it renders to, and as long as something
 * else is wrong with it by its inputs. Undefined when that cannot be said.
 */
export function arithmeticOf(inference: Inference): Arithmetic | undefined {
  const rendered = renderInference(inference);
  if (rendered.ok) {
    return ofSize(rendered.size, rendered.mode === 'distributed');
  }
  // The values may say something else than the inputs.
  return Object.keys(inference.values ?? {}).length > 0
    ? undefined
    : ofInputs(inference);
}
