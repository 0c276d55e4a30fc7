/**
 * Annotations of the Backstage Kubernetes plugin. An entity set up for that
 * plugin needs nothing more for its AIKit workloads to be found.
 *
 * Source of the rule: "Surfacing your Kubernetes components as part of an
 * entity" in Backstage's documentation.
 *
 * @public
 */
export const KUBERNETES_ANNOTATIONS = {
  /** Value of the label of the same name on the entity's objects. */
  id: 'backstage.io/kubernetes-id',
  /** A Kubernetes label selector; takes precedence over the id. */
  labelSelector: 'backstage.io/kubernetes-label-selector',
  /** Only this namespace. */
  namespace: 'backstage.io/kubernetes-namespace',
  /** Only this cluster. */
  cluster: 'backstage.io/kubernetes-cluster',
} as const;

/**
 * Label that joins a Kubernetes object to a catalog entity, as the Kubernetes
 * plugin reads it.
 *
 * @public
 */
export const KUBERNETES_ID_LABEL = KUBERNETES_ANNOTATIONS.id;

/**
 * Annotations that the suite writes on the LeaderWorkerSet or Deployment that
 * it submits. They carry what does not fit into a label.
 *
 * @public
 */
export const WORKLOAD_ANNOTATIONS = {
  /** Full reference of the catalog entity, such as `component:default/chat`. */
  entityRef: 'aikit-backstage/entity-ref',
  /** Full reference of the owner, such as `group:default/team-search`. */
  owner: 'aikit-backstage/owner',
  /** Full reference of the system the entity is part of. */
  system: 'aikit-backstage/system',
} as const;

/**
 * Annotations of a LeaderWorkerSet or Deployment that is above the size which
 * the policy lets its owner have without an approval.
 *
 * @public
 */
export const APPROVAL_ANNOTATIONS = {
  /** `waiting` until it is approved. */
  state: 'aikit-backstage/approval',
  /** Of what was submitted: an approval is for these values only. */
  hash: 'aikit-backstage/approval-hash',
  /** Full reference of who has approved it. */
  by: 'aikit-backstage/approved-by',
  /** Whom to ask, by the policy. */
  contact: 'aikit-backstage/approval-contact',
} as const;

/**
 * Annotation of the LeaderWorkerSet or Deployment with what was submitted:
 * preset, inputs and values, as JSON; see `submittedInference`.
 *
 * @public
 */
export const INFERENCE_ANNOTATION = 'aikit-backstage/inference';

/**
 * Annotation of the LeaderWorkerSet or Deployment with the full reference of
 * who submitted it last, or the name of the service that did. By it the
 * cluster's own audit log tells who has changed what.
 *
 * @public
 */
export const SUBMITTED_BY_ANNOTATION = 'aikit-backstage/submitted-by';

/**
 * Annotation of a component with the workloads that claim to be of it and are
 * not believed, as `cluster/namespace/name` with commas in between.
 *
 * @public
 */
export const REFUSED_CLAIMS_ANNOTATION = 'aikit-backstage/refused-claims';

/**
 * Value of the label `app.kubernetes.io/managed-by` on every object that the
 * suite submits.
 *
 * @public
 */
export const MANAGED_BY = 'backstage-aikit';

/**
 * Field manager of the suite's server-side apply requests.
 *
 * @public
 */
export const FIELD_MANAGER = 'backstage-aikit';
