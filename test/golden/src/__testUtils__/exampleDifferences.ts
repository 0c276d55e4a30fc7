import type { Example, ExampleObject, ExampleTemplate } from './examples';

/** Name that the examples are rendered with. */
export const NAME = 'engine';

/** Changes an example's objects where a preset differs on purpose. */
type Difference = (objects: ExampleObject[], example: Example) => void;

type Role = 'leader' | 'worker';

const LWS = 'leaderworkerset.sigs.k8s.io';

const TOKEN = { secretKeyRef: { name: 'hub', key: 'token' } };

function inTemplates(
  objects: ExampleObject[],
  change: (template: ExampleTemplate, role: Role) => void,
): void {
  for (const { spec } of objects) {
    if (spec.leaderWorkerTemplate) {
      change(spec.leaderWorkerTemplate.leaderTemplate, 'leader');
      change(spec.leaderWorkerTemplate.workerTemplate, 'worker');
    }
  }
}

function services(objects: ExampleObject[]): ExampleObject[] {
  return objects.filter(({ kind }) => kind === 'Service');
}

/** Objects and containers have the workload's name. */
function names(objects: ExampleObject[]) {
  for (const { metadata } of objects) {
    metadata.name = NAME;
  }
  inTemplates(objects, ({ spec }, role) => {
    spec.containers[0].name = `aikit-${role}`;
    if (spec.serviceAccountName) {
      spec.serviceAccountName = NAME;
    }
  });
}

/** The labels that all workloads of the suite have, in place of `role`. */
function labels(objects: ExampleObject[]) {
  const [set] = objects;
  const image =
    set.spec.leaderWorkerTemplate?.leaderTemplate.spec.containers[0].image;
  const own = {
    'app.kubernetes.io/name': 'aikit',
    'app.kubernetes.io/instance': NAME,
    'app.kubernetes.io/version': String(image).split(':')[1],
    'app.kubernetes.io/managed-by': 'backstage-aikit',
  };
  for (const { metadata } of objects) {
    metadata.labels = { ...own };
  }
  inTemplates(objects, (template, role) => {
    template.metadata = {
      labels: {
        ...own,
        'app.kubernetes.io/component': role,
        [`${LWS}/pod-role`]: role,
      },
    };
  });
}

/** The Service selects by what LeaderWorkerSet says of pods itself. */
function selector(objects: ExampleObject[]) {
  for (const { spec } of services(objects)) {
    spec.selector = { [`${LWS}/name`]: NAME, [`${LWS}/worker-index`]: '0' };
  }
}

/** Each group has a headless Service of its own. */
function network(objects: ExampleObject[]) {
  objects[0].spec.networkConfig = { subdomainPolicy: 'UniquePerReplica' };
}

/** The leader declares the port of its API, under the name `http`. */
function ports(objects: ExampleObject[]) {
  const [service] = services(objects);
  const [port] = service.spec.ports ?? [];
  port.name = 'http';
  inTemplates(objects, ({ spec }, role) => {
    if (role === 'leader') {
      spec.containers[0].ports = [
        { name: 'http', containerPort: port.targetPort, protocol: 'TCP' },
      ];
    }
  });
}

/** The token comes from a Secret and is not part of the manifest. */
function token(objects: ExampleObject[]) {
  inTemplates(objects, ({ spec }) => {
    const [container] = spec.containers;
    container.env = container.env?.map(entry =>
      entry.name === 'HF_TOKEN'
        ? { name: entry.name, valueFrom: TOKEN }
        : entry,
    );
    if (!container.env) {
      delete container.env;
    }
  });
}

/** Defaults of the API are written out, and quantities are strings. */
function spelling(objects: ExampleObject[]) {
  const template = objects[0].spec.leaderWorkerTemplate;
  if (template) {
    template.restartPolicy ??= 'RecreateGroupOnPodRestart';
  }
  for (const { spec } of services(objects)) {
    spec.type ??= 'ClusterIP';
    for (const port of spec.ports ?? []) {
      port.protocol ??= 'TCP';
    }
  }
  inTemplates(objects, ({ spec }) => {
    for (const amounts of Object.values(spec.containers[0].resources ?? {})) {
      for (const [resource, amount] of Object.entries(amounts)) {
        amounts[resource] = String(amount);
      }
    }
  });
}

/** The placeholder of an image is replaced. */
function placeholder(objects: ExampleObject[], { preset }: Example) {
  inTemplates(objects, ({ spec }) => {
    const [container] = spec.containers;
    if (container.image === '<image>') {
      container.image = String(preset.inputs?.image);
    }
  });
}

/**
 * TensorRT-LLM's leader looks for its workers where it is. The example's works
 * in the namespace `default` only.
 */
function ownNamespace(objects: ExampleObject[]) {
  inTemplates(objects, ({ spec }) => {
    const [container] = spec.containers;
    const script = container.command?.[2];
    if (container.command && script?.includes('server.py leader')) {
      container.command[2] = script.replace(
        '--triton_model_repo_dir',
        '--namespace=${POD_NAMESPACE} --triton_model_repo_dir',
      );
      container.env?.push({
        name: 'POD_NAMESPACE',
        valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } },
      });
    }
  });
}

/** All differences; the placeholder's image is needed for the labels. */
export const differences: Record<string, Difference> = {
  placeholder,
  names,
  labels,
  selector,
  network,
  ports,
  token,
  spelling,
  ownNamespace,
};

/** An example's objects after differences, all of them unless some are named. */
export function expected(
  example: Example,
  objects: ExampleObject[],
  named: string[] = Object.keys(differences),
): ExampleObject[] {
  for (const name of named) {
    differences[name](objects, example);
  }
  return objects;
}
