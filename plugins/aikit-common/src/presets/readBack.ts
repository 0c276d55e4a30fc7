import type { z } from 'zod';
import { isAccelerator } from '../accelerators/resources';
import { isMap, mergeValues, ValuesMap } from '../values/merge';
import { lookUp, ValuePath } from '../values/paths';
import { differenceOf } from './difference';
import { aikitModelOf } from '../sizing/models';
import {
  InputMeaning,
  inputThat,
  metaOf,
  Preset,
  PresetChoice,
} from './preset';
import { baseValues, readPreset } from './readPreset';

/** Effective values, and what must be known of them to read others. */
interface Edited {
  values: ValuesMap;
  grouped: boolean;
  accelerator: string;
}

type Reader = (edited: Edited) => unknown;

const SET = 'leaderWorkerSet';

function at(path: ValuePath): Reader {
  return ({ values }) => lookUp(values, path);
}

/** Where a role's resources are: its own, or those of the top level. */
function resourcesOf({ values, grouped }: Edited, role: string): unknown {
  const own = lookUp(values, [SET, role, 'resources']);
  return grouped && isMap(own) && Object.keys(own).length > 0
    ? own
    : lookUp(values, ['resources']);
}

function quantityOf(role: string, section: string, resource: string): Reader {
  return edited => {
    const found = lookUp(resourcesOf(edited, role), [section, resource]);
    return found === undefined ? undefined : String(found);
  };
}

function devicesOf(role: string): Reader {
  return edited =>
    Number(
      lookUp(resourcesOf(edited, role), ['limits', edited.accelerator]) ?? 0,
    );
}

function whole(reader: Reader): Reader {
  return edited => {
    const found = reader(edited);
    return found === undefined ? undefined : Number(found);
  };
}

function inMode(grouped: ValuePath, alone: ValuePath): Reader {
  return edited => at(edited.grouped ? grouped : alone)(edited);
}

/** Says that values do not show an input's effect: it stays as it is. */
const NOT_SHOWN = Symbol('not shown');

/** The image with its tag; undefined where one of the two is missing. */
function imageIn({ values }: Edited): string | undefined {
  const { repository, tag } = (values.image ?? {}) as ValuesMap;
  return repository && tag ? `${repository}:${tag}` : undefined;
}

function ofImage(read: (image: string) => unknown): Reader {
  return edited => {
    const found = imageIn(edited);
    return found === undefined ? NOT_SHOWN : read(found);
  };
}

/** The resource that the workers, or the pods, have of their own. */
function acceleratorIn(edited: Edited): string {
  const limits = lookUp(resourcesOf(edited, 'worker'), ['limits']);
  const found = isMap(limits) ? Object.keys(limits).filter(isAccelerator) : [];
  return found.length === 0 || found.includes(edited.accelerator)
    ? edited.accelerator
    : found[0];
}

/** By what an input means: where its effect stands in effective values. */
const READERS: Partial<Record<InputMeaning, Reader>> = {
  // A ready image of AIKit is named by its model.
  model: ofImage(found => aikitModelOf(found)?.name),
  image: ofImage(found => (aikitModelOf(found) ? undefined : found)),
  mode: ({ grouped }) => (grouped ? 'distributed' : 'standard'),
  groups: whole(inMode([SET, 'replicas'], ['replicaCount'])),
  podsPerGroup: whole(at([SET, 'leaderWorkerTemplate', 'size'])),
  accelerator: acceleratorIn,
  gpusPerPod: devicesOf('worker'),
  leaderGpus: devicesOf('leader'),
  memory: quantityOf('worker', 'limits', 'memory'),
  leaderMemory: quantityOf('leader', 'limits', 'memory'),
  cpu: quantityOf('worker', 'requests', 'cpu'),
  leaderCpu: quantityOf('leader', 'requests', 'cpu'),
  ephemeralStorage: quantityOf('worker', 'limits', 'ephemeral-storage'),
};

/** What the leader has as all pods have it, unless it is given. */
const FOLLOWED = [
  ['leaderGpus', 'gpusPerPod'],
  ['leaderMemory', 'memory'],
  ['leaderCpu', 'cpu'],
] as const;

/** Reads one input; YAML may have as text what is a number, and vice versa. */
function readerOf(preset: Preset, input: string): Reader | undefined {
  const { means, valuePath } = metaOf(preset, input);
  if (!valuePath) {
    return means && READERS[means];
  }
  const schema = preset.inputs.shape[input] as z.ZodType;
  return ({ values }) => {
    const found = lookUp(values, valuePath);
    return found === undefined
      ? undefined
      : [found, Number(found), String(found)].find(
          one => schema.safeParse(one).success,
        ) ?? found;
  };
}

function toEdited(values: ValuesMap, accelerator: string): Edited {
  const grouped = lookUp(values, [SET, 'enabled']) === true;
  const edited = { values, accelerator, grouped };
  return { ...edited, accelerator: acceleratorIn(edited) };
}

/**
 * The inputs of a preset after its values were edited by hand: those whose
 * effect can be read from values, where it is not what the preset made; all
 * others as they were. An input whose effect was removed is left out.
 *
 * @param values - the effective values: the preset's and the edits, laid over
 *   the chart's defaults
 */
export function readBackInputs(
  choice: PresetChoice,
  values: ValuesMap,
): Record<string, unknown> {
  const { inputs = {} } = choice;
  const read = readPreset(choice);
  if (!read.ok) {
    return { ...inputs };
  }
  const { preset } = read;
  const ofAccelerator = inputThat(preset, 'accelerator');
  const accelerator = String(
    (ofAccelerator && read.inputs[ofAccelerator]) ?? '',
  );
  const made = toEdited(read.base, accelerator);
  const now = toEdited(mergeValues({}, values), accelerator);
  const changed = Object.keys(preset.inputs.shape).flatMap(
    (name): [string, unknown][] => {
      const reader = readerOf(preset, name);
      const value = reader?.(now);
      return reader && value !== NOT_SHOWN && value !== reader(made)
        ? [[name, value]]
        : [];
    },
  );
  const result = { ...inputs, ...Object.fromEntries(changed) };
  for (const [leader, all] of FOLLOWED) {
    const ofLeader = inputThat(preset, leader);
    const ofAll = inputThat(preset, all);
    if (ofLeader && ofAll && Object.hasOwn(result, ofAll)) {
      const own = READERS[leader]?.(now);
      result[ofLeader] = own === READERS[all]?.(now) ? undefined : own;
    }
  }
  return Object.fromEntries(
    Object.entries(result).filter(([, value]) => value !== undefined),
  );
}

/**
 * The choice of the same preset that makes just these values: inputs where the
 * preset has them for a value, and the rest laid over it.
 *
 * @param values - all that count, the chart's defaults among them
 * @returns undefined when the choice itself makes no values
 *
 * @public
 */
export function choiceOf(
  choice: PresetChoice,
  values: ValuesMap,
): { preset: Required<PresetChoice>; values: ValuesMap } | undefined {
  const { name, inputs = {} } = choice;
  // Inputs that contradict each other make no values: then they stay values.
  for (const made of [readBackInputs(choice, values), inputs]) {
    const preset = { name, inputs: made };
    const base = baseValues(preset);
    if (base) {
      return { preset, values: differenceOf(base, values) };
    }
  }
  return undefined;
}
