import {
  AdoptRequest,
  AdoptResponse,
  HelmReleaseResponse,
  HelmReleasesResponse,
} from '@aikit-backstage/plugin-aikit-common';
import { ReleaseTarget } from '@aikit-backstage/plugin-aikit-node';
import { Caller } from '../caller';

/** Shows Helm releases and takes them over in somebody's name. */
export interface CallerAdopter {
  list(
    where: Omit<ReleaseTarget, 'release'>,
    caller: Caller,
  ): Promise<HelmReleasesResponse>;
  get(target: ReleaseTarget, caller: Caller): Promise<HelmReleaseResponse>;
  adopt(
    target: ReleaseTarget,
    request: AdoptRequest,
    caller: Caller,
  ): Promise<AdoptResponse>;
}
