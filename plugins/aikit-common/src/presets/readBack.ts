import { isAccelerator } from '../accelerators/resources';
import { DEFAULT_VALUES } from '../values/defaults';
import { isMap, mergeValues, ValuesMap } from '../values/merge';
import { lookUp, ValuePath } from '../values/paths';
import { aikitModelOf } from './models';
import type { PresetChoice } from './preset';
import { readChoice } from './presetValues';

/** Effective values, and the preset's inputs for the names among them. */
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

/** By the name of the input: where its effect stands in effective values. */
const READERS: Record<string, Reader> = {
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
  instanceType: at(['nodeSelector', 'node.kubernetes.io/instance-type']),
  servicePort: whole(at(['service', 'port'])),
};

/** Inputs of the leader, by what they follow where they are not given. */
const FOLLOWED: Record<string, string> = {
  leaderGpus: 'gpusPerPod',
  leaderMemory: 'memory',
  leaderCpu: 'cpu',
};

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
 * @public
 */
export function readBackInputs(
  choice: PresetChoice,
  values: ValuesMap,
): Record<string, unknown> {
  const { inputs = {} } = choice;
  const read = readChoice(choice);
  if (!read.ok) {
    return { ...inputs };
  }
  const accelerator = String(read.inputs.accelerator ?? '');
  const made = toEdited(
    mergeValues(DEFAULT_VALUES, read.preset.values(read.inputs)),
    accelerator,
  );
  const now = toEdited(mergeValues({}, values), accelerator);
  const names = Object.keys(read.preset.inputs.shape);
  const changed = names.flatMap((name): [string, unknown][] => {
    const reader = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
    const value = reader?.(now);
    return reader && value !== NOT_SHOWN && value !== reader(made)
      ? [[name, value]]
      : [];
  });
  const result = { ...inputs, ...Object.fromEntries(changed) };
  for (const [ofLeader, ofAll] of Object.entries(FOLLOWED)) {
    const own = READERS[ofLeader](now);
    if (names.includes(ofLeader) && Object.hasOwn(result, ofAll)) {
      result[ofLeader] = own === READERS[ofAll](now) ? undefined : own;
    }
  }
  return Object.fromEntries(
    Object.entries(result).filter(([, value]) => value !== undefined),
  );
}
