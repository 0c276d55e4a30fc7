import { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import {
  DEPLOYMENTS,
  HORIZONTAL_POD_AUTOSCALERS,
  NAMESPACES,
  PODS,
  qualifiedName,
  REPLICA_SETS,
  ResourceType,
  SECRETS,
  SERVICES,
  STATEFUL_SETS,
} from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import {
  JsonObject,
  mapShared,
  objectIn,
  objectsIn,
  withDefaults,
} from './json';
import { podSpecDefaults, templateSpecDefaults } from './podDefaults';
import { defaults, DefaultsSchema, withSchemaDefaults } from './schemaDefaults';

type Filler = (spec: JsonObject) => JsonObject;

const DEPLOYMENT = defaults(
  {
    replicas: 1,
    strategy: {},
    template: {},
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
  },
  {
    strategy: defaults({ type: 'RollingUpdate' }),
    template: defaults({ metadata: {} }),
  },
);
const ROLLING_UPDATE = { maxUnavailable: '25%', maxSurge: '25%' };
const REPLICA_SET = defaults(
  { replicas: 1, template: {} },
  { template: defaults({ metadata: {} }) },
);
const STATEFUL_SET = defaults(
  {
    replicas: 1,
    template: {},
    podManagementPolicy: 'OrderedReady',
    updateStrategy: {},
    revisionHistoryLimit: 10,
    persistentVolumeClaimRetentionPolicy: {},
  },
  {
    template: defaults({ metadata: {} }),
    updateStrategy: defaults({ type: 'RollingUpdate' }),
    persistentVolumeClaimRetentionPolicy: defaults({
      whenDeleted: 'Retain',
      whenScaled: 'Retain',
    }),
    volumeClaimTemplates: {
      items: defaults(
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          spec: {},
          status: { phase: 'Pending' },
        },
        { spec: defaults({ volumeMode: 'Filesystem' }) },
      ),
    },
  },
);
const AUTOSCALER = defaults({
  minReplicas: 1,
  metrics: [
    {
      type: 'Resource',
      resource: {
        name: 'cpu',
        target: { type: 'Utilization', averageUtilization: 80 },
      },
    },
  ],
});

const SPECS = new Map<string, Filler>(
  (
    [
      [PODS, spec => podSpecDefaults(spec as unknown as IPodSpec)],
      [
        DEPLOYMENTS,
        spec => rolling(workload(DEPLOYMENT, spec), 'strategy', ROLLING_UPDATE),
      ],
      [REPLICA_SETS, spec => workload(REPLICA_SET, spec)],
      [
        STATEFUL_SETS,
        spec =>
          rolling(workload(STATEFUL_SET, spec), 'updateStrategy', {
            partition: 0,
          }),
      ],
      [SERVICES, ofService],
      [
        HORIZONTAL_POD_AUTOSCALERS,
        spec => withSchemaDefaults(AUTOSCALER, spec),
      ],
    ] as [ResourceType, Filler][]
  ).map(([type, filler]) => [qualifiedName(type), filler]),
);

/**
 * An object of a built-in kind, with what the API server fills in when it
 * decodes one; the same object when that is all there. The defaults are those
 * of Kubernetes 1.36.
 */
export function builtInDefaults(
  type: ResourceType,
  object: KubeObject,
): KubeObject {
  switch (qualifiedName(type)) {
    case NAMESPACES.plural:
      return withNameLabel(object);
    case SECRETS.plural:
      return withEncodedData(object);
    default: {
      const fill = SPECS.get(qualifiedName(type));
      return fill
        ? (withPart(
            object,
            'spec',
            fill(objectIn(object, 'spec')),
          ) as KubeObject)
        : object;
    }
  }
}

function workload(schema: DefaultsSchema, given: JsonObject): JsonObject {
  const spec = withSchemaDefaults(schema, given);
  const template = objectIn(spec, 'template');
  const pod = templateSpecDefaults(
    objectIn(template, 'spec') as unknown as IPodSpec,
  );
  return withPart(spec, 'template', withPart(template, 'spec', pod));
}

/** Only a rolling update has parameters. */
function rolling(spec: JsonObject, field: string, parameters: JsonObject) {
  const strategy = objectIn(spec, field);
  return strategy.type === 'RollingUpdate'
    ? withPart(
        spec,
        field,
        withPart(
          strategy,
          'rollingUpdate',
          withDefaults(objectIn(strategy, 'rollingUpdate'), parameters),
        ),
      )
    : spec;
}

function ofService(spec: JsonObject): JsonObject {
  const { type = 'ClusterIP' } = spec;
  const outside = type === 'NodePort' || type === 'LoadBalancer';
  const filled = withDefaults(spec, {
    type,
    sessionAffinity: 'None',
    ...(type !== 'ExternalName' && { internalTrafficPolicy: 'Cluster' }),
    ...(outside && { externalTrafficPolicy: 'Cluster' }),
    ...(type === 'LoadBalancer' && { allocateLoadBalancerNodePorts: true }),
  });
  const ports = objectsIn(filled, 'ports');
  const changed = mapShared(ports, port =>
    withDefaults(port, { protocol: 'TCP', targetPort: port.port }),
  );
  return changed.some((port, index) => port !== ports[index])
    ? { ...filled, ports: changed }
    : filled;
}

function withNameLabel(namespace: KubeObject): KubeObject {
  const { metadata } = namespace;
  const labels = withDefaults(metadata.labels ?? {}, {
    'kubernetes.io/metadata.name': metadata.name,
  });
  return labels === metadata.labels
    ? namespace
    : { ...namespace, metadata: { ...metadata, labels } };
}

function withEncodedData(object: KubeObject): KubeObject {
  const { stringData, ...secret } = withDefaults(object, { type: 'Opaque' });
  if (stringData === undefined) {
    return withDefaults(object, { type: 'Opaque' });
  }
  const encoded = Object.entries(stringData as Record<string, string>).map(
    ([key, text]) => [key, Buffer.from(text).toString('base64')],
  );
  const data = { ...objectIn(secret, 'data'), ...Object.fromEntries(encoded) };
  return { ...(secret as KubeObject), data };
}

function withPart(object: JsonObject, field: string, part: unknown) {
  return object[field] === part ? object : { ...object, [field]: part };
}
