import {
  fullEntityRef,
  WORKLOAD_ANNOTATIONS,
} from '@aikit-backstage/plugin-aikit-common';
import { AikitPlace } from '@aikit-backstage/plugin-aikit-node';
import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { Entity, RELATION_OWNED_BY } from '@backstage/catalog-model';
import { LiveObject } from '../deploy/WorkloadObjects';
import { Claim } from '../workloads/Workloads';

/** Where something is done. */
export type Where = Required<Omit<AikitPlace, 'owner'>>;

/** Somebody who has been let in to make or change a workload. */
export interface Admission {
  /** Full reference of its entity. */
  entityRef: string;
  /** Whose it will be; absent for a service that says nothing of it. */
  owner?: string;
  /** Whether it may be made where there is none yet. */
  mayCreate: boolean;
  /** The entity, if the catalog has it. */
  entity?: Entity;
}

/**
 * A reference in full, in the catalog's spelling. One that cannot be read is
 * somebody else's annotation: it is no entity of the catalog, and not the
 * caller's either.
 */
export function comparable(entityRef: string): string {
  return fullEntityRef(entityRef) ?? entityRef;
}

/** Nothing for an object that says of no entity that it belongs to it. */
export function claimOf({ object, entityRef }: LiveObject): Claim | undefined {
  const owner = object.metadata.annotations?.[WORKLOAD_ANNOTATIONS.owner];
  return entityRef ? { entityRef, owner } : undefined;
}

/** Whose an entity is, as the catalog says. */
export function ownersOf(entity: Entity | undefined): string[] {
  const relations = entity?.relations ?? [];
  return relations
    .filter(({ type }) => type === RELATION_OWNED_BY)
    .map(({ targetRef }) => comparable(targetRef));
}

/** The signed-in user; nobody for a service. */
export function userOf(
  credentials: BackstageCredentials,
  auth: AuthService,
): string | undefined {
  return auth.isPrincipal(credentials, 'user')
    ? comparable(credentials.principal.userEntityRef)
    : undefined;
}
