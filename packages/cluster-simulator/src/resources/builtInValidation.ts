import { StatusCause } from '../api/apiError';
import { matchesSelector } from '../controllers/selector';
import {
  CONFIG_MAPS,
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
import { JsonObject, objectIn, valueAt } from './json';
import {
  checkConfigKey,
  checkLabel,
  checkLabelValue,
  checkPort,
  checkQualifiedName,
  checkSubdomain,
} from './names';
import { podSpec, PORT, PROTOCOL } from './podRules';
import { Problems } from './problems';
import { Rule, validateRule } from './rules';
import { validateChange } from './changeValidation';

const COUNT: Rule = { notNegative: true };
const LABELS: Rule = { keys: checkQualifiedName, values: checkLabelValue };
const TEMPLATE: Rule = {
  fields: {
    metadata: { fields: { labels: LABELS } },
    spec: podSpec('Always'),
  },
};
const KEYED: Rule = { fields: { data: { also: validateKeys } } };

const DEPLOYMENT: Rule = {
  fields: {
    replicas: COUNT,
    minReadySeconds: COUNT,
    revisionHistoryLimit: COUNT,
    progressDeadlineSeconds: COUNT,
  },
  also: (spec: JsonObject, field, problems) => {
    validateTemplate('deployment', spec, field, problems);
    validateStrategy(objectIn(spec, 'strategy'), problems);
  },
};

const SERVICE: Rule = {
  fields: {
    ports: {
      items: {
        fields: {
          port: { number: checkPort },
          protocol: PROTOCOL,
          targetPort: PORT,
        },
      },
    },
    type: { oneOf: ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'] },
  },
  also: validatePortNames,
};

const AUTOSCALER: Rule = {
  fields: {
    minReplicas: { number: atLeast(1, 'must be greater than or equal to 1') },
    maxReplicas: { required: 'must be set and greater than 0' },
    scaleTargetRef: {
      fields: { kind: { required: true }, name: { required: true } },
      also: ({ apiVersion }: JsonObject, field, problems) => {
        if (!apiVersion) {
          const why = 'apiVersion must specify API group';
          problems.invalid(`${field}.apiVersion`, '', why);
        }
      },
    },
    metrics: {
      items: {
        fields: {
          resource: {
            fields: {
              target: {
                fields: {
                  averageUtilization: {
                    number: atLeast(1, 'must be greater than 0'),
                  },
                },
              },
            },
          },
          type: {
            oneOf: [
              'ContainerResource',
              'External',
              'Object',
              'Pods',
              'Resource',
            ],
          },
        },
      },
    },
  },
  also: ({ minReplicas, maxReplicas = 0 }: JsonObject, field, problems) => {
    if (Number(maxReplicas) < Number(minReplicas)) {
      const why = 'must be greater than or equal to `minReplicas`';
      problems.invalid(`${field}.maxReplicas`, maxReplicas, why);
    }
  },
};

const SPECS = new Map<string, Rule>(
  (
    [
      [PODS, podSpec('Always', 'OnFailure', 'Never')],
      [DEPLOYMENTS, DEPLOYMENT],
      [REPLICA_SETS, ofTemplate('replicaset')],
      [STATEFUL_SETS, ofTemplate('statefulset')],
      [SERVICES, SERVICE],
      [HORIZONTAL_POD_AUTOSCALERS, AUTOSCALER],
    ] as [ResourceType, Rule][]
  ).map(([type, rule]) => [qualifiedName(type), rule]),
);

/**
 * What is wrong with an object of a built-in kind, whose types are right and
 * whose defaults are filled in. The rules are those of Kubernetes 1.36 that
 * workloads of models meet.
 *
 * @param previous - the stored object, when it is changed
 */
export function validateBuiltIn(
  type: ResourceType,
  object: JsonObject,
  previous?: JsonObject,
): StatusCause[] {
  const problems = new Problems();
  const name = qualifiedName(type);
  validateMetadata(type, object, problems);
  const rule = SPECS.get(name);
  if (rule) {
    validateRule(rule, object.spec ?? {}, 'spec', problems);
  }
  if ([CONFIG_MAPS, SECRETS].map(qualifiedName).includes(name)) {
    validateRule(KEYED, object, '', problems);
  }
  if (previous) {
    validateChange(type, object, previous, problems);
  }
  return problems.causes;
}

/** Kinds whose names are labels of the DNS; others' are subdomains. */
const NAMED_BY_LABEL = [NAMESPACES, SERVICES].map(qualifiedName);
const NAMED_FREELY = 'rbac.authorization.k8s.io';

/** Checks an object's name, labels and annotations. */
export function validateMetadata(
  type: ResourceType,
  object: JsonObject,
  problems: Problems,
) {
  const metadata = objectIn(object, 'metadata');
  const byLabel = NAMED_BY_LABEL.includes(qualifiedName(type));
  const name: Rule = {
    required: !metadata.generateName && 'name or generateName is required',
    ...(type.group !== NAMED_FREELY && {
      text: byLabel ? checkLabel : checkSubdomain,
    }),
  };
  const keys = (key: string) =>
    checkQualifiedName(key.toLocaleLowerCase('en-US'));
  validateRule(
    { fields: { name, labels: LABELS, annotations: { keys } } },
    metadata,
    'metadata',
    problems,
  );
}

function atLeast(minimum: number, why: string) {
  return (number: number) => (number < minimum ? [why] : []);
}

function validateKeys(data: JsonObject, field: string, problems: Problems) {
  for (const key of Object.keys(data)) {
    problems.checked(`${field}[${key}]`, key, checkConfigKey(key));
  }
}

function validatePortNames(
  spec: JsonObject,
  field: string,
  problems: Problems,
) {
  const ports = (spec.ports ?? []) as JsonObject[];
  if (
    ports.length === 0 &&
    spec.clusterIP !== 'None' &&
    spec.type !== 'ExternalName'
  ) {
    problems.required(`${field}.ports`);
  }
  ports.forEach(({ name }, index) => {
    if (!name && ports.length > 1) {
      problems.required(`${field}.ports[${index}].name`);
    }
  });
}

function ofTemplate(kind: string): Rule {
  return {
    fields: { replicas: COUNT },
    also: (spec: JsonObject, field, problems) =>
      validateTemplate(kind, spec, field, problems),
  };
}

const MATCH_LABELS: Rule = { fields: { matchLabels: LABELS } };

function validateTemplate(
  kind: string,
  { selector, template }: JsonObject,
  field: string,
  problems: Problems,
) {
  const at = `${field}.selector`;
  if (!selector) {
    problems.required(at);
  } else if (Object.keys(selector).length === 0) {
    const why = `empty selector is invalid for ${kind}`;
    problems.invalid(at, selector, why);
  }
  const before = problems.causes.length;
  validateRule(MATCH_LABELS, selector, at, problems);
  if (problems.causes.length > before) {
    problems.invalid(at, selector, 'invalid label selector');
    return;
  }
  const labels = valueAt(template, 'metadata.labels');
  if (
    !selector ||
    !matchesSelector(labels as Record<string, string> | undefined, selector)
  ) {
    problems.invalid(
      `${field}.template.metadata.labels`,
      labels,
      '`selector` does not match template `labels`',
    );
  }
  validateRule(TEMPLATE, template, `${field}.template`, problems);
}

function validateStrategy(strategy: JsonObject, problems: Problems) {
  const { type, rollingUpdate } = strategy;
  const rolling = objectIn(strategy, 'rollingUpdate');
  const isZero = (value: unknown) => value === 0 || value === '0%';
  const field = 'spec.strategy';
  if (type !== 'Recreate' && type !== 'RollingUpdate') {
    // The value is shown as Go has it.
    const shown = { Type: type, RollingUpdate: rollingUpdate ?? null };
    problems.unsupported(field, shown, ['Recreate', 'RollingUpdate']);
  } else if (type === 'Recreate' && rollingUpdate) {
    problems.forbidden(
      `${field}.rollingUpdate`,
      "may not be specified when strategy `type` is 'Recreate'",
    );
  } else if (isZero(rolling.maxUnavailable) && isZero(rolling.maxSurge)) {
    problems.invalid(
      `${field}.rollingUpdate.maxUnavailable`,
      rolling.maxUnavailable,
      'may not be 0 when `maxSurge` is 0',
    );
  }
}
