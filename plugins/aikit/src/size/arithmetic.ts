import { Inference } from '../form/inference';
import { inputFields } from '../form/inputFields';
import { findPreset } from '../form/presets';

/** How many accelerators a workload asks for, and how that comes about. */
export interface Arithmetic {
  /** Such as `nvidia.com/gpu`. */
  resource: string;
  /** Groups; in standard mode pods. */
  groups: number;
  grouped: boolean;
  /** Of the leader; in standard mode of a pod. */
  leader: number;
  /** Workers of a group; 0 in standard mode. */
  workers: number;
  /** Of each worker. */
  worker: number;
  /** `groups × (leader + workers × worker)`. */
  total: number;
}

/** Whether a preset's workers have a leader, with these inputs. */
export function isGrouped({ preset: name, inputs }: Inference): boolean {
  const preset = findPreset(name);
  const mode = preset && inputFields(preset).find(one => one.name === 'mode');
  return mode
    ? (inputs.mode ?? mode.default ?? mode.choices[0]) === 'distributed'
    : true;
}

/**
 * Reads it from the inputs that all presets have in common, defaults included;
 * undefined as long as one of them is no whole number.
 */
export function arithmeticOf(inference: Inference): Arithmetic | undefined {
  const preset = findPreset(inference.preset);
  if (!preset) {
    return undefined;
  }
  const fields = new Map(inputFields(preset).map(one => [one.name, one]));
  const read = (name: string) =>
    fields.has(name)
      ? inference.inputs[name] ?? fields.get(name)!.default
      : undefined;

  const grouped = isGrouped(inference);
  const worker = read('gpusPerPod') ?? 0;
  const leader = grouped ? read('leaderGpus') ?? worker : worker;
  const groups = read('groups') ?? 1;
  const pods = grouped ? read('podsPerGroup') ?? 1 : 1;
  const resource = read('accelerator');
  const isCount = (value: unknown): value is number =>
    Number.isSafeInteger(value) && (value as number) >= 0;
  if (
    !isCount(worker) ||
    !isCount(leader) ||
    !isCount(groups) ||
    !isCount(pods) ||
    pods < 1 ||
    typeof resource !== 'string'
  ) {
    return undefined;
  }
  const workers = pods - 1;
  return {
    resource,
    groups,
    grouped,
    leader,
    workers,
    worker,
    total: groups * (leader + workers * worker),
  };
}
