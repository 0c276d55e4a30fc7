import { IContainer } from 'kubernetes-models/v1/Container';
import { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import { mapShared, withDefaults } from './json';
import { defaults, withSchemaDefaults } from './schemaDefaults';

type Containers = IContainer[];

const HTTP_GET = defaults({ path: '/', scheme: 'HTTP' });
const HANDLER = defaults({}, { httpGet: HTTP_GET });
const PROBE = defaults(
  {
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
  },
  { httpGet: HTTP_GET, grpc: defaults({ service: '' }) },
);
const FIELD = defaults({}, { fieldRef: defaults({ apiVersion: 'v1' }) });
const FILES = defaults({ defaultMode: 0o644 }, { items: { items: FIELD } });
const CONTAINER = defaults(
  {
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  },
  {
    ports: { items: defaults({ protocol: 'TCP' }) },
    env: { items: defaults({}, { valueFrom: FIELD }) },
    livenessProbe: PROBE,
    readinessProbe: PROBE,
    startupProbe: PROBE,
    lifecycle: defaults({}, { postStart: HANDLER, preStop: HANDLER }),
  },
);
const VOLUME = defaults(
  {},
  {
    configMap: FILES,
    secret: FILES,
    downwardAPI: FILES,
    projected: FILES,
    hostPath: defaults({ type: '' }),
  },
);

/** What every pod's spec has, in templates too. */
const POD_SPEC = defaults(
  {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
  },
  {
    containers: { items: CONTAINER },
    initContainers: { items: CONTAINER },
    volumes: { items: VOLUME },
  },
);

const CONTAINER_LISTS = ['containers', 'initContainers'] as const;
/** What lists of containers became, for all pods that are made of them. */
const inTemplates = new WeakMap<Containers, Containers>();
const inPods = new WeakMap<Containers, Containers>();
const inHostNetwork = new WeakMap<Containers, Containers>();

/** A pod's spec in a template, filled in; parts are shared where they can. */
export function templateSpecDefaults(spec: IPodSpec): IPodSpec {
  const account = spec.serviceAccountName ?? spec.serviceAccount;
  const filled = withSchemaDefaults(
    POD_SPEC,
    withDefaults(spec, {
      ...(account && { serviceAccountName: account, serviceAccount: account }),
      ...(spec.volumes && { volumes: spec.volumes }),
    }),
  );
  const volumes = mapShared(filled.volumes ?? [], volume =>
    Object.keys(volume).length === 1 ? { ...volume, emptyDir: {} } : volume,
  );
  return withContainers(
    filled.volumes ? withPart(filled, 'volumes', volumes) : filled,
    inTemplates,
    container =>
      withDefaults(container, {
        imagePullPolicy: pullPolicy(container.image ?? ''),
      }),
  );
}

/** A pod's spec, filled in; pods of the same containers share them. */
export function podSpecDefaults(spec: IPodSpec): IPodSpec {
  const filled = withDefaults(templateSpecDefaults(spec), {
    enableServiceLinks: true,
  });
  return withContainers(
    filled,
    filled.hostNetwork ? inHostNetwork : inPods,
    container => ofPod(container, filled.hostNetwork),
  );
}

/** The quality of service of a pod. */
export function qosClass({ containers, initContainers = [] }: IPodSpec) {
  const all = [...initContainers, ...containers].map(
    ({ resources: { limits = {}, requests = {} } = {} }) => ({
      limits,
      requests,
    }),
  );
  const names = ['cpu', 'memory'];
  if (
    !all.some(of => names.some(name => of.limits[name] ?? of.requests[name]))
  ) {
    return 'BestEffort';
  }
  const isFixed = ({ limits, requests }: (typeof all)[number], name: string) =>
    limits[name] !== undefined && limits[name] === requests[name];
  return all.every(of => names.every(name => isFixed(of, name)))
    ? 'Guaranteed'
    : 'Burstable';
}

function withPart<T extends object, F extends keyof T>(
  object: T,
  field: F,
  part: T[F],
): T {
  return object[field] === part ? object : { ...object, [field]: part };
}

function withContainers(
  spec: IPodSpec,
  done: WeakMap<Containers, Containers>,
  change: (container: IContainer) => IContainer,
): IPodSpec {
  return CONTAINER_LISTS.reduce((filled, list) => {
    const given = filled[list];
    if (!given) {
      return filled;
    }
    const changed = done.get(given) ?? mapShared(given, change);
    done.set(given, changed);
    done.set(changed, changed);
    return withPart(filled, list, changed);
  }, spec);
}

function pullPolicy(image: string): IContainer['imagePullPolicy'] {
  const [, tag = 'latest'] = /:([^/:]+)$/.exec(image) ?? [];
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}

/** What is set in pods and not in templates. */
function ofPod(container: IContainer, hostNetwork = false): IContainer {
  const { resources = {}, ports } = container;
  const { limits, requests = {} } = resources;
  const filled = limits
    ? withPart(
        container,
        'resources',
        withPart(resources, 'requests', withDefaults(requests, limits)),
      )
    : container;
  return hostNetwork && ports
    ? {
        ...filled,
        ports: mapShared(ports, port =>
          withDefaults(port, { hostPort: port.containerPort }),
        ),
      }
    : filled;
}
