import { parseQuantity } from '@aikit-backstage/plugin-aikit-common';
import { JsonObject, objectIn, objectsIn } from './json';
import {
  checkEnvName,
  checkLabel,
  checkLabelValue,
  checkPort,
  checkPortName,
  checkQualifiedName,
} from './names';
import { Problems } from './problems';
import { Rule } from './rules';

const CONTAINER_NAME: Rule = { required: true, text: checkLabel };
/** A number or the name of a port. */
export const PORT: Rule = { number: checkPort, text: checkPortName };
export const PROTOCOL: Rule = { oneOf: ['SCTP', 'TCP', 'UDP'] };
const COUNT: Rule = { notNegative: true };
const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const WITH_PORT: Rule = { fields: { port: PORT } };

const PROBE: Rule = {
  fields: {
    httpGet: WITH_PORT,
    tcpSocket: WITH_PORT,
    grpc: WITH_PORT,
    initialDelaySeconds: COUNT,
    timeoutSeconds: COUNT,
    periodSeconds: COUNT,
    successThreshold: COUNT,
    failureThreshold: COUNT,
  },
  also: (probe: JsonObject, field, problems) => {
    const [first, ...more] = HANDLERS.filter(handler => probe[handler]);
    if (!first) {
      problems.required(field, 'must specify a handler type');
    }
    for (const handler of more) {
      problems.forbidden(
        `${field}.${handler}`,
        'may not specify more than 1 handler type',
      );
    }
  },
};

const CONTAINER: Rule = {
  fields: {
    name: CONTAINER_NAME,
    image: { required: true },
    ports: {
      unique: 'name',
      items: {
        fields: {
          name: { text: name => checkPortName(name).slice(0, 1) },
          containerPort: { required: true, number: checkPort },
          protocol: PROTOCOL,
        },
      },
    },
    env: {
      items: {
        fields: { name: { required: true, text: checkEnvName } },
        also: validateSource,
      },
    },
    volumeMounts: {
      unique: 'mountPath',
      items: {
        fields: { name: { required: true }, mountPath: { required: true } },
      },
    },
    livenessProbe: PROBE,
    readinessProbe: PROBE,
    startupProbe: PROBE,
    imagePullPolicy: { oneOf: ['Always', 'IfNotPresent', 'Never'] },
    resources: { also: validateResources },
  },
};

/**
 * The rules for a pod's spec that workloads of models meet.
 *
 * @param restartPolicies - those that are allowed
 */
export function podSpec(...restartPolicies: string[]): Rule {
  return {
    fields: {
      volumes: {
        unique: 'name',
        items: { fields: { name: CONTAINER_NAME }, also: validateVolume },
      },
      containers: { required: true, unique: 'name', items: CONTAINER },
      initContainers: { unique: 'name', items: CONTAINER },
      terminationGracePeriodSeconds: COUNT,
      dnsPolicy: {
        oneOf: ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'],
      },
      restartPolicy: { oneOf: restartPolicies },
      nodeSelector: { keys: checkQualifiedName, values: checkLabelValue },
      tolerations: {
        items: { fields: { operator: { oneOf: ['Equal', 'Exists'] } } },
      },
    },
    also: validateMounts,
  };
}

function validateVolume(volume: JsonObject, field: string, problems: Problems) {
  const [, ...more] = Object.keys(volume).filter(key => key !== 'name');
  for (const source of more) {
    problems.forbidden(
      `${field}.${source}`,
      'may not specify more than 1 volume type',
    );
  }
}

function validateMounts(spec: JsonObject, field: string, problems: Problems) {
  const volumes = new Set(objectsIn(spec, 'volumes').map(({ name }) => name));
  for (const list of ['containers', 'initContainers']) {
    objectsIn(spec, list).forEach((container, index) =>
      objectsIn(container, 'volumeMounts').forEach(({ name }, mount) => {
        if (name && !volumes.has(name)) {
          const at = `${field}.${list}[${index}].volumeMounts[${mount}].name`;
          problems.notFound(at, name);
        }
      }),
    );
  }
}

function validateSource(
  { value, valueFrom }: JsonObject,
  field: string,
  problems: Problems,
) {
  const at = `${field}.valueFrom`;
  if (valueFrom && Object.keys(valueFrom).length === 0) {
    problems.invalid(
      at,
      '',
      'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
    );
  } else if (valueFrom && value) {
    problems.invalid(at, '', 'may not be specified when `value` is not empty');
  }
}

/** What may be promised to more containers than there is of it. */
const OVERCOMMITTED = /^(cpu|memory|ephemeral-storage)$/;

function validateResources(
  resources: JsonObject,
  field: string,
  problems: Problems,
) {
  const limits = objectIn(resources, 'limits');
  validateAmounts(limits, `${field}.limits`, problems);
  for (const [name, request] of Object.entries(
    objectIn(resources, 'requests'),
  )) {
    validateAmounts({ [name]: request }, `${field}.requests`, problems);
    const limit = limits[name];
    const more = amount(request) - amount(limit);
    const shared = OVERCOMMITTED.test(name);
    if (limit === undefined && !shared) {
      problems.required(
        `${field}.limits`,
        'Limit must be set for non overcommitable resources',
      );
    } else if (shared ? more > 0 : more !== 0) {
      const rule = shared ? 'less than or equal to' : 'equal to';
      problems.invalid(
        `${field}.requests`,
        request,
        `must be ${rule} ${name} limit of ${limit}`,
      );
    }
  }
}

function amount(quantity: unknown): number {
  return parseQuantity(String(quantity)) ?? Number.NaN;
}

function validateAmounts(
  amounts: JsonObject,
  field: string,
  problems: Problems,
) {
  for (const [name, quantity] of Object.entries(amounts)) {
    const at = `${field}[${name}]`;
    if (amount(quantity) < 0) {
      problems.invalid(at, quantity, 'must be greater than or equal to 0');
    }
    problems.checked(at, name, checkResourceName(name));
    if (name.includes('/') && !Number.isInteger(amount(quantity))) {
      problems.invalid(at, quantity, 'must be an integer');
    }
  }
}

function checkResourceName(name: string): string[] {
  const isStandard = OVERCOMMITTED.test(name) || name.startsWith('hugepages-');
  return isStandard || name.includes('/')
    ? checkQualifiedName(name)
    : [
        'must be a standard resource type or fully qualified',
        'must be a standard resource for containers',
      ];
}
