import type { ValueIssue } from '../../api/contract';
import { grantedAccount, idleAccount, idleRbac } from './access';
import {
  autoscaledGroups,
  autoscaledPodCount,
  autoscalerRequest,
  autoscalerTarget,
  fixedReplicas,
} from './autoscaler';
import type { Check, Checked } from './check';
import { exclusiveDevices, severalSlices } from './devices';
import { idleRollout } from './idleRollout';
import { lwsVersion } from './lwsVersion';
import { modelMemory } from './memory';
import { contradictingPrivileges } from './privileges';
import { clashingPorts, probedPorts } from './ports';
import { reservedKeys } from './reserved';
import { closedPorts, servicePorts } from './servicePorts';
import {
  defaultRestartPolicy,
  idleNulls,
  injectedEnv,
  postInstallJob,
} from './withoutEffect';
import { workerIndex } from './workerIndex';

/** All checks, in the order in which their issues are shown. */
const CHECKS: readonly Check[] = [
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
  modelMemory,
  postInstallJob,
  grantedAccount,
  idleRbac,
  idleAccount,
];

/** What is wrong or doubtful in values that are right one by one. */
export function checkIssues(checked: Checked): ValueIssue[] {
  const issues: ValueIssue[] = [];
  for (const check of CHECKS) {
    issues.push(...check(checked));
  }
  return issues;
}
