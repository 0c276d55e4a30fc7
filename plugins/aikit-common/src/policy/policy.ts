import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { limitKeys, Limits, patterns, volumeLimits } from '../api/policy';
import { isMap } from '../values/merge';
import { formatPath } from '../values/paths';
import { allows } from './patterns';

type LimitKeys = z.output<typeof limitKeys>;

/** Where app-config says nothing. */
const DEFAULTS: LimitKeys = {
  clusters: ['*'],
  namespaces: ['*'],
  images: ['*'],
  models: ['*'],
  pods: 1000,
  total: {},
  approval: {},
  serviceAccounts: ['default'],
  rbac: [
    'get *',
    'list *',
    'watch *',
    '* leases',
    'create events',
    'patch events',
    '!* secrets',
    '!* *exec',
    '!* *attach',
    '!* *portforward',
    '!* *proxy',
    '!* *token',
  ],
  volumes: {
    kinds: [
      'emptyDir',
      'persistentVolumeClaim',
      'configMap',
      'secret',
      'projected',
      'downwardAPI',
      'image',
      'ephemeral',
    ],
    secrets: ['{owner}-*'],
    hostPaths: [],
  },
  priorityClasses: ['*'],
  runtimeClasses: ['*'],
  hosts: ['*'],
  requiredLabels: [],
  podSecurity: 'baseline',
  secretsInValues: 'refuse',
  adopt: false,
};

/** The same keys, each optional, those of `volumes` too. */
const someLimits = limitKeys
  .extend({ volumes: volumeLimits.partial() })
  .partial().shape;

/**
 * What the platform team lays down in app-config under `aikit.policy`.
 *
 * @public
 */
export const policySchema = z.strictObject({
  /** Whom to ask; part of every refusal. */
  contact: z.string().min(1).default('the platform team'),
  /** The portal's own namespaces, where nobody deploys. */
  portalNamespaces: z.array(z.string().min(1)).default(['aikit-backstage']),
  /** Which workloads without an entity the card of an entity shows. */
  unclaimed: z.enum(['labelled', 'all', 'none']).default('labelled'),
  ...someLimits,
  /** The first whose patterns allow the owner overrides key by key. */
  owners: z
    .array(z.strictObject({ match: patterns.min(1), ...someLimits }))
    .default([]),
});

/** @public */
export type Policy = z.output<typeof policySchema>;

/**
 * Reads `aikit.policy` of app-config.
 *
 * @param config - the section; undefined where there is none: the defaults hold
 * @throws InputError naming each key that is wrong
 * @public
 */
export function readPolicy(config: unknown): Policy {
  const read = policySchema.safeParse(config ?? {});
  if (read.success) {
    return read.data;
  }
  const problems = read.error.issues.map(issue => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
    const at = formatPath(['aikit', 'policy', ...issue.path]);
    return keys.length > 0
      ? `${at} has no key ${keys.join(', ')}`
      : `${at}: ${issue.message}`;
  });
  throw new InputError(
    `The policy in app-config cannot be read: ${problems.join('; ')}`,
  );
}

/** One set of keys laid over another; those of maps one by one. */
function overridden(base: LimitKeys, own: Partial<Policy>): LimitKeys {
  const merged: Record<string, unknown> = { ...base };
  for (const key of limitKeys.keyof().options) {
    const value = own[key];
    if (isMap(value)) {
      merged[key] = { ...(base[key] as object), ...value };
    } else if (value !== undefined) {
      merged[key] = value;
    }
  }
  return merged as LimitKeys;
}

/** The system's own, where a workload would be among what runs the cluster. */
const SYSTEM_NAMESPACES = ['kube-*', 'lws-system'];

/**
 * What holds for an owner.
 *
 * @param owner - full reference; without one what holds for anybody
 * @public
 */
export function limitsFor(policy: Policy, owner?: string): Limits {
  const own =
    owner === undefined
      ? undefined
      : policy.owners.find(({ match }) => allows(match, owner));
  return {
    ...overridden(overridden(DEFAULTS, policy), own ?? {}),
    contact: policy.contact,
    ...(owner !== undefined && { owner }),
    reservedNamespaces: [...SYSTEM_NAMESPACES, ...policy.portalNamespaces],
  };
}

/**
 * What `{owner}` stands for: the name of a group in namespace `default`. Others
 * may have the same name without being the same, so for them it is undefined.
 */
export function ownerName({ owner }: Limits): string | undefined {
  return owner?.match(/^group:default\/([^/:]+)$/)?.[1];
}
