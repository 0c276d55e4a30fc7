import { GoldenCase, HelmObject, HelmPodTemplate } from './cases';

/**
 * Changes Helm's objects where the renderer differs on purpose. The numbers
 * are those of the project's list of corrections.
 */
export type Correction = (
  objects: HelmObject[],
  golden: GoldenCase,
) => HelmObject[];

const LWS = 'leaderworkerset.sigs.k8s.io';
const ROLES = ['leader', 'worker'] as const;

/** Environment variables that every LeaderWorkerSet sets itself. */
const INJECTED = ['LWS_LEADER_ADDRESS', 'LWS_GROUP_SIZE'];

const POD_ONLY = [
  'fsGroup',
  'fsGroupChangePolicy',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'sysctls',
];

/** Defaults of both charts that a correction brings back or needs. */
const CHART = {
  tag: '8b',
  podSecurityContext: { fsGroup: 999, supplementalGroups: [999] },
  autoscaling: { minReplicas: 1, maxReplicas: 100 },
  targetCPUUtilizationPercentage: 80,
};

function workloadSet(objects: HelmObject[]): HelmObject | undefined {
  return objects.find(({ kind }) => kind === 'LeaderWorkerSet');
}

type Role = (typeof ROLES)[number];

/** Changes the pod template of each role of a LeaderWorkerSet. */
function inTemplates(
  objects: HelmObject[],
  change: (template: HelmPodTemplate, role: Role) => void,
): HelmObject[] {
  const templates = workloadSet(objects)?.spec.leaderWorkerTemplate;
  if (templates) {
    change(templates.leaderTemplate, 'leader');
    change(templates.workerTemplate, 'worker');
  }
  return objects;
}

/** The Service selects the leaders of the LeaderWorkerSet only. */
function C1(objects: HelmObject[]) {
  const name = workloadSet(objects)?.metadata.name;
  for (const object of objects) {
    if (name && object.kind === 'Service' && object.metadata.name === name) {
      object.spec.selector = {
        [`${LWS}/name`]: name,
        [`${LWS}/worker-index`]: '0',
      };
    }
  }
  return objects;
}

/** No headless Service; the controller makes one for each group. */
function C2(objects: HelmObject[]) {
  const set = workloadSet(objects);
  if (!set) {
    return objects;
  }
  set.spec.networkConfig = { subdomainPolicy: 'UniquePerReplica' };
  return objects.filter(
    ({ metadata }) => metadata.name !== `${set.metadata.name}-headless`,
  );
}

/** The documented label for a pod's role is set. */
function C3(objects: HelmObject[]) {
  return inTemplates(objects, ({ metadata }, role) => {
    metadata.labels[`${LWS}/pod-role`] = role;
  });
}

/** Variables that LeaderWorkerSet injects are left out. */
function C4(objects: HelmObject[]) {
  return inTemplates(objects, ({ spec: { containers } }) => {
    const [container] = containers;
    const env = container.env?.filter(({ name }) => !INJECTED.includes(name));
    delete container.env;
    if (env?.length) {
      container.env = env;
    }
  });
}

/** A role's security context goes to the pod or the container by field. */
function C5(objects: HelmObject[], { values }: GoldenCase) {
  return inTemplates(objects, ({ spec }, role) => {
    const own = values.leaderWorkerSet?.[role]?.securityContext;
    if (!own) {
      return;
    }
    const [container] = spec.containers;
    spec.securityContext = {
      ...CHART.podSecurityContext,
      ...values.podSecurityContext,
    };
    for (const [field, value] of Object.entries(own)) {
      if (POD_ONLY.includes(field)) {
        spec.securityContext[field] = value;
      } else {
        container.securityContext = {
          ...container.securityContext,
          [field]: value,
        };
      }
    }
  });
}

/** A role's own image is honoured. */
function C6(objects: HelmObject[], { values }: GoldenCase) {
  return inTemplates(objects, ({ spec }, role) => {
    const own = values.leaderWorkerSet?.[role]?.image;
    const [container] = spec.containers;
    const [, repository, tag] = /^(.*):([^:]*)$/.exec(container.image) ?? [];
    container.image = `${own?.repository || repository}:${own?.tag || tag}`;
    container.imagePullPolicy = own?.pullPolicy || container.imagePullPolicy;
  });
}

/** A LeaderWorkerSet is autoscaled, and then has no replicas of its own. */
function C7(objects: HelmObject[], { values }: GoldenCase) {
  const set = workloadSet(objects);
  if (!set || !values.autoscaling?.enabled) {
    return objects;
  }
  delete set.spec.replicas;
  const { minReplicas, maxReplicas } = {
    ...CHART.autoscaling,
    ...values.autoscaling,
  };
  const autoscaler: HelmObject = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: {
      name: set.metadata.name,
      labels: { ...set.metadata.labels },
    },
    spec: {
      scaleTargetRef: {
        apiVersion: set.apiVersion,
        kind: set.kind,
        name: set.metadata.name,
      },
      minReplicas,
      maxReplicas,
      metrics: [
        {
          type: 'Resource',
          resource: {
            name: 'cpu',
            target: {
              type: 'Utilization',
              averageUtilization: CHART.targetCPUUtilizationPercentage,
            },
          },
        },
      ],
    },
  };
  return [...objects, autoscaler];
}

/** Labels name Backstage and the image's tag, not Helm and the chart. */
function C9(objects: HelmObject[], { values }: GoldenCase) {
  const relabel = (labels: Record<string, string>) => {
    delete labels['helm.sh/chart'];
    labels['app.kubernetes.io/managed-by'] = 'backstage-aikit';
    labels['app.kubernetes.io/version'] = values.image?.tag ?? CHART.tag;
  };
  for (const { metadata, spec } of objects) {
    relabel(metadata.labels);
    if (spec.template) {
      relabel(spec.template.metadata.labels);
    }
  }
  return inTemplates(objects, ({ metadata }) => relabel(metadata.labels));
}

/** No default command of the leader. */
function C12(objects: HelmObject[], { values }: GoldenCase) {
  return inTemplates(objects, ({ spec }, role) => {
    if (role === 'leader' && !values.leaderWorkerSet?.leader?.command) {
      delete spec.containers[0].command;
    }
  });
}

/** No default port of the workers. */
function C13(objects: HelmObject[], { values }: GoldenCase) {
  return inTemplates(objects, ({ spec }, role) => {
    if (role === 'worker' && !values.leaderWorkerSet?.worker?.port) {
      delete spec.containers[0].ports;
    }
  });
}

/** The cases' quantities that the API server would write in another way. */
const CANONICAL: Record<string, string> = {
  '2000m': '2',
  '1000m': '1',
  '1.5Gi': '1536Mi',
};

/** Quantities are strings in canonical form. */
function C15(objects: HelmObject[]) {
  const templates = objects.flatMap(({ spec }) => [
    spec.template,
    spec.leaderWorkerTemplate?.leaderTemplate,
    spec.leaderWorkerTemplate?.workerTemplate,
  ]);
  for (const template of templates) {
    const [container] = template?.spec.containers ?? [];
    for (const quantities of Object.values(container?.resources ?? {})) {
      for (const [resource, quantity] of Object.entries(quantities)) {
        quantities[resource] = CANONICAL[quantity] ?? String(quantity);
      }
    }
  }
  return objects;
}

/** The corrections that change the output of a case. */
export const corrections: Record<string, Correction> = {
  C1,
  C2,
  C3,
  C4,
  C5,
  C6,
  C7,
  C9,
  C12,
  C13,
  C15,
};

/** Applies corrections, all of them unless some are named. */
export function correct(
  golden: GoldenCase,
  names: string[] = Object.keys(corrections),
): HelmObject[] {
  return names.reduce(
    (objects, name) => corrections[name](objects, golden),
    golden.helm(),
  );
}
