import {
  isAllowed,
  isOwnedBy,
  OWNER,
  Rights,
  Role,
  userOfRole,
} from './callers';

/**
 * What a name stands for:
 * - `open`: its entity is readable by all, and selects all workloads.
 * - `claimed`: its entity is readable by all, and it belongs to somebody who is
 *   not the entity's owner.
 * - `chat`: its entity is hidden from the stranger.
 * - `fresh`: its entity is not in the catalog yet.
 * - `foreign`: the portal did not make it.
 * - `none`: there is nothing of that name.
 */
export const TARGETS = [
  'open',
  'claimed',
  'chat',
  'fresh',
  'foreign',
  'none',
] as const;
export type Target = (typeof TARGETS)[number];

/** Names of those whose entity the stranger may not read. */
export const HIDDEN: Target[] = ['chat'];

/** One caller under one permission policy. */
interface Caller {
  role: Role;
  rights: Rights;
}

/** Whether a caller has a permission on what that owner has. */
export const has = (
  { role, rights }: Caller,
  permission: string,
  owner?: string,
) => isAllowed(role, rights, `aikit.${permission}`, owner);

const isInCatalog = (target: Target) =>
  ['open', 'claimed', 'chat'].includes(target);

/** Whether a caller may not speak for the owner of what they may read. */
const isOthers = (caller: Caller, target: Target) =>
  target === 'claimed' && !has(caller, 'workload.assign');

const canRead = ({ role }: Caller, target: Target) =>
  isInCatalog(target) && !(role === 'stranger' && HIDDEN.includes(target));

/** Whether no entity could change that it is denied. */
const isDenied = (caller: Caller, permission: string) =>
  !has(caller, permission, OWNER) &&
  !(
    caller.rights.kind === 'owners' &&
    caller.role === 'stranger' &&
    permission !== 'workload.approve'
  );

/** Status of something that is done with a workload that has been found. */
function ofFound(caller: Caller, target: Target, permission: string): number {
  if (isDenied(caller, permission)) {
    return 403;
  }
  if (canRead(caller, target)) {
    const isChange = permission !== 'workload.read';
    if (
      has(caller, permission, OWNER) &&
      !(isChange && isOthers(caller, target))
    ) {
      return 200;
    }
    return has(caller, 'workload.read', OWNER) ? 403 : 404;
  }
  const isTheirs =
    target === 'fresh' &&
    isOwnedBy(caller.role, OWNER) &&
    has(caller, 'workload.create', OWNER);
  return isTheirs ? 200 : 404;
}

/** Status of an attempt to make, change or take over a workload. */
function ofAdmission(
  caller: Caller,
  target: Target,
  permission: 'workload.create' | 'workload.adopt',
): number {
  const isHidden = isInCatalog(target) && !canRead(caller, target);
  const owner = canRead(caller, target) ? OWNER : userOfRole(caller.role);
  const isGranted = has(caller, permission, owner);
  if (isHidden) {
    return 403;
  }
  if (canRead(caller, target)) {
    const isThere = permission === 'workload.create';
    return has(caller, 'workload.update', OWNER) && (isGranted || isThere)
      ? 200
      : 403;
  }
  return isGranted ? 200 : 403;
}

interface Row {
  /** The path of the route for a target, and what is sent. */
  ask(target: Target): { path: string; body?: object };
  expected(caller: Caller, target: Target): number;
  /** Whether one who may see a name, and nothing of it, is told the same. */
  tellsNoExistence?: boolean;
}

const at = (target: Target) =>
  `/clusters/east/namespaces/team/workloads/${target}`;
const RELEASES = '/clusters/east/namespaces/team/releases';
const WORKLOAD = '/clusters/:cluster/namespaces/:namespace/workloads/:name';
const RELEASE = '/clusters/:cluster/namespaces/:namespace/releases';

/** What is asked of each route, and answered. */
export const ROWS: Record<string, Row> = {
  'GET /entities/:kind/:namespace/:name/workloads': {
    ask: target => ({
      path: `/entities/component/default/${target}/workloads`,
    }),
    expected: (caller, target) => {
      if (!canRead(caller, target)) {
        return 404;
      }
      return has(caller, 'workload.read', OWNER) ? 200 : 403;
    },
    tellsNoExistence: true,
  },
  'GET /clusters': {
    ask: () => ({ path: '/clusters' }),
    expected: caller => (has(caller, 'cluster.read') ? 200 : 403),
  },
  'GET /workloads': {
    ask: () => ({ path: '/workloads' }),
    expected: ({ role }) =>
      role === 'service' || role === 'restricted' ? 200 : 403,
  },
  'GET /policy': {
    ask: () => ({ path: `/policy?owner=${OWNER}` }),
    expected: caller =>
      has(caller, 'cluster.read') &&
      (isOwnedBy(caller.role, OWNER) || has(caller, 'workload.assign'))
        ? 200
        : 403,
  },
  [`GET ${WORKLOAD}`]: {
    ask: target => ({ path: at(target) }),
    expected: (caller, target) => ofFound(caller, target, 'workload.read'),
    tellsNoExistence: true,
  },
  [`GET ${WORKLOAD}/inference`]: {
    ask: target => ({ path: `${at(target)}/inference` }),
    expected: (caller, target) => ofFound(caller, target, 'workload.update'),
    tellsNoExistence: true,
  },
  [`PUT ${WORKLOAD}`]: {
    ask: target => ({
      path: at(target),
      body: {
        values: {},
        entityRef: `component:default/${target}`,
        dryRun: true,
        force: true,
      },
    }),
    expected: (caller, target) => {
      const admitted = ofAdmission(caller, target, 'workload.create');
      if (admitted !== 200) {
        return admitted;
      }
      if (target === 'foreign') {
        return 409;
      }
      const isFreshOfOthers =
        target === 'fresh' && !isOwnedBy(caller.role, OWNER);
      return isFreshOfOthers || isOthers(caller, target) ? 403 : 200;
    },
  },
  [`POST ${WORKLOAD}/approval`]: {
    ask: target => ({ path: `${at(target)}/approval`, body: {} }),
    expected: (caller, target) => {
      if (isDenied(caller, 'workload.approve')) {
        return 403;
      }
      if (target === 'none' || target === 'foreign') {
        return 404;
      }
      // Nothing here waits for an approval.
      return canRead(caller, target) || target === 'fresh' ? 409 : 404;
    },
    tellsNoExistence: true,
  },
  [`DELETE ${WORKLOAD}`]: {
    ask: target => ({ path: at(target) }),
    expected: (caller, target) => ofFound(caller, target, 'workload.delete'),
    tellsNoExistence: true,
  },
  [`GET ${RELEASE}`]: {
    ask: () => ({ path: RELEASES }),
    expected: caller => (has(caller, 'release.read') ? 200 : 403),
  },
  [`GET ${RELEASE}/:release`]: {
    ask: () => ({ path: `${RELEASES}/llama` }),
    expected: caller => (has(caller, 'release.read') ? 200 : 403),
  },
  [`POST ${RELEASE}/:release/adopt`]: {
    ask: target => ({
      path: `${RELEASES}/llama/adopt`,
      body: { entityRef: `component:default/${target}`, dryRun: true },
    }),
    expected: (caller, target) =>
      has(caller, 'release.read')
        ? ofAdmission(caller, target, 'workload.adopt')
        : 403,
  },
};
