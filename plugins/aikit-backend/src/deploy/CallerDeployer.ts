import {
  DeployRequest,
  DeployResponse,
  RemoveResponse,
} from '@aikit-backstage/plugin-aikit-common';
import { WorkloadTarget } from '@aikit-backstage/plugin-aikit-node';
import { Caller } from '../caller';

/**
 * Submits and removes workloads in somebody's name.
 */
export interface CallerDeployer {
  deploy(
    target: WorkloadTarget,
    request: DeployRequest,
    caller: Caller,
  ): Promise<DeployResponse>;
  remove(target: WorkloadTarget, caller: Caller): Promise<RemoveResponse>;
}
