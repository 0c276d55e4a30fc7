import { aikitRenderPermission } from '@aikit-backstage/plugin-aikit-common';
import {
  AikitPlace,
  grantsAtPlaces,
  Ownership,
} from '@aikit-backstage/plugin-aikit-node';
import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';

/** What says who may render what. */
export interface RenderAccess {
  auth: AuthService;
  permissions: PermissionsService;
  userInfo: UserInfoService;
}

/**
 * Lets those render manifests who may, for an owner whom they may name: the
 * policy goes by the owner.
 *
 * @throws NotAllowedError
 */
export async function assertMayRender(
  access: RenderAccess,
  place: AikitPlace,
  credentials: BackstageCredentials,
): Promise<void> {
  const [isGranted] = await grantsAtPlaces(
    access.permissions,
    [aikitRenderPermission],
    credentials,
  );
  if (!isGranted(place)) {
    throw new NotAllowedError(
      `You may not render workloads for namespace ${place.namespace}: the permission ${aikitRenderPermission.name} is needed`,
    );
  }
  await new Ownership(access).assertMayAssign(place.owner, credentials);
}
