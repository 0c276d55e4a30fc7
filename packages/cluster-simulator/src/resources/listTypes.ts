/**
 * Lists of built-in kinds whose items are merged, by field name, or by type and
 * field name; the first key is the merge key of strategic merge patches. An
 * empty list of keys makes a set. All other lists are atomic.
 *
 * Source: `x-kubernetes-list-type` and `x-kubernetes-list-map-keys` of
 * Kubernetes 1.36's OpenAPI document.
 */
const ASSOCIATIVE: Record<string, string[]> = {
  addresses: ['type'],
  allocatedResourcesStatus: ['name'],
  claims: ['name'],
  conditions: ['type'],
  containers: ['name'],
  env: ['name'],
  ephemeralContainers: ['name'],
  'ObjectMeta.finalizers': [],
  hostAliases: ['ip'],
  'PodSpec.imagePullSecrets': ['name'],
  initContainers: ['name'],
  ownerReferences: ['uid'],
  podCIDRs: [],
  podIPs: ['ip'],
  'Container.ports': ['containerPort', 'protocol'],
  'ServiceSpec.ports': ['port', 'protocol'],
  resourceClaims: ['name'],
  schedulingGates: ['name'],
  secrets: ['name'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
  volumeDevices: ['devicePath'],
  volumeMounts: ['mountPath'],
  volumes: ['name'],
};

/** Types and maps that are owned as a whole; source as above. */
const ATOMIC = new Set([
  'ConfigMapKeySelector',
  'FileKeySelector',
  'LabelSelector',
  'LocalObjectReference',
  'NodeSelector',
  'NodeSelectorTerm',
  'ObjectFieldSelector',
  'ObjectReference',
  'OwnerReference',
  'ResourceFieldSelector',
  'RoleRef',
  'ScopeSelector',
  'SecretKeySelector',
  'Subject',
  'TypedLocalObjectReference',
  'PodSpec.nodeSelector',
  'ServiceSpec.selector',
]);

/** Keys of a list; undefined when it is atomic. */
export function listKeys(type: string, field: string): string[] | undefined {
  return ASSOCIATIVE[`${type}.${field}`] ?? ASSOCIATIVE[field];
}

/** @param name - a type, or a type and a field of it */
export function isAtomic(name: string): boolean {
  return ATOMIC.has(name);
}
