import { z } from 'zod';

/** Globs; see `allows` of the policy. */
export const patterns = z.array(z.string().min(1).max(253)).max(1000);
const number = z.number().int().min(0);

/** Kinds of volume, by their key in a pod. */
const VOLUME_KINDS = [
  'emptyDir',
  'persistentVolumeClaim',
  'configMap',
  'secret',
  'projected',
  'downwardAPI',
  'image',
  'ephemeral',
  'csi',
  'nfs',
] as const;

const bounds = z.strictObject({
  pods: number.optional(),
  accelerators: number.optional(),
});

/** What of volumes is limited. */
export const volumeLimits = z.strictObject({
  kinds: z.array(z.enum(VOLUME_KINDS)),
  secrets: patterns,
  hostPaths: patterns,
});

/** What holds for one owner, each key as in app-config. */
export const limitKeys = z.strictObject({
  clusters: patterns,
  namespaces: patterns,
  images: patterns,
  models: patterns,
  pods: number,
  accelerators: number.optional(),
  total: bounds,
  approval: bounds,
  serviceAccounts: patterns,
  rbac: patterns,
  volumes: volumeLimits,
  priorityClasses: patterns,
  runtimeClasses: patterns,
  hosts: patterns,
  requiredLabels: z.array(z.string().min(1)),
  podSecurity: z.enum(['privileged', 'baseline', 'restricted']),
  secretsInValues: z.enum(['refuse', 'warn']),
  adopt: z.boolean(),
});

/**
 * The part of the policy that holds for one owner, after overrides.
 *
 * @public
 */
export const limitsSchema = limitKeys.extend({
  /** Whom to ask. */
  contact: z.string(),
  /** Full reference, such as `group:default/search`; absent: for anybody. */
  owner: z.string().optional(),
  /** Globs of namespaces that only a pattern without `*` allows. */
  reservedNamespaces: z.array(z.string()),
});

/** @public */
export type Limits = z.output<typeof limitsSchema>;

/**
 * Body of `GET /api/aikit/policy`: what holds for an owner.
 *
 * @public
 */
export const policyResponseSchema = z.object({ limits: limitsSchema });

/** @public */
export type PolicyResponse = z.infer<typeof policyResponseSchema>;
