import {
  grantedAccount,
  idleAccount,
  idleRbac,
  postInstallJob,
} from './access';
import {
  autoscaledGroups,
  autoscaledPodCount,
  autoscalerRequest,
  autoscalerTarget,
  fixedReplicas,
} from './autoscaler';
import type { ValuesRule } from './checked';
import { exclusiveDevices, severalSlices } from './devices';
import {
  defaultRestartPolicy,
  idleNulls,
  idleRollout,
  injectedEnv,
  lwsVersion,
  rolloutMoves,
  workerIndex,
} from './leaderWorkerSet';
import { modelMemory, sliceMemory } from './memory';
import { clashingPorts, closedPorts, probedPorts, servicePorts } from './ports';
import { contradictingPrivileges } from './privileges';
import { reservedKeys } from './reserved';
import { claimsAreNoVolumes, mountsHaveVolumes } from './volumes';

export type { Checked } from './checked';

/** Rules that are checked with the schema. */
export const SCHEMA_RULES: readonly ValuesRule[] = [
  rolloutMoves,
  mountsHaveVolumes,
  claimsAreNoVolumes,
];

/**
 * Rules of values that the schema finds right, in the order in which their
 * issues are shown.
 */
export const RULES: readonly ValuesRule[] = [
  idleNulls,
  injectedEnv,
  defaultRestartPolicy,
  fixedReplicas,
  autoscalerTarget,
  autoscaledGroups,
  autoscalerRequest,
  autoscaledPodCount,
  exclusiveDevices,
  severalSlices,
  contradictingPrivileges,
  clashingPorts,
  probedPorts,
  servicePorts,
  closedPorts,
  reservedKeys,
  lwsVersion,
  workerIndex,
  idleRollout,
  sliceMemory,
  modelMemory,
  postInstallJob,
  grantedAccount,
  idleRbac,
  idleAccount,
];
