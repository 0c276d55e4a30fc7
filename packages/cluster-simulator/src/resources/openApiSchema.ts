import { modelSchema } from './builtInSchemas';
import { ANYTHING, FieldSchema } from './fieldSchema';
import { isObject } from './json';
import { defaults, DefaultsSchema } from './schemaDefaults';

/** A node of a CRD's structural schema, as far as it is understood here. */
export interface OpenApiSchema {
  type?: string;
  format?: string;
  default?: unknown;
  properties?: Record<string, OpenApiSchema>;
  items?: OpenApiSchema;
  additionalProperties?: OpenApiSchema | boolean;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map';
  'x-kubernetes-list-map-keys'?: string[];
  'x-kubernetes-map-type'?: 'atomic' | 'granular';
  /** Our own: the rules of a PodTemplateSpec hold from here on. */
  'x-kubernetes-embedded-pod-template'?: boolean;
}

/** The marker in a schema that stands for all of a PodTemplateSpec. */
export const POD_TEMPLATE = 'x-kubernetes-embedded-pod-template';

/** How objects of a CRD are merged and owned. */
export function fieldSchemaOf(schema: OpenApiSchema): FieldSchema {
  if (schema[POD_TEMPLATE]) {
    return modelSchema('V1PodTemplateSpec');
  }
  const keepsUnknown = schema['x-kubernetes-preserve-unknown-fields'];
  const atomic = schema['x-kubernetes-map-type'] === 'atomic';
  const { additionalProperties } = schema;
  if (schema.items || schema.type === 'array') {
    return listOf(schema);
  }
  if (schema.properties) {
    const fields = Object.fromEntries(
      Object.entries(schema.properties).map(([name, field]) => [
        name,
        fieldSchemaOf(field),
      ]),
    );
    return { type: 'object', goType: 'object', fields, keepsUnknown, atomic };
  }
  if (isObject(additionalProperties)) {
    const items = fieldSchemaOf(additionalProperties);
    return { type: 'map', goType: 'object', items, atomic };
  }
  return scalar(schema);
}

function listOf(schema: OpenApiSchema): FieldSchema {
  const { 'x-kubernetes-list-type': kind = 'atomic', items = {} } = schema;
  return {
    type: 'list',
    goType: 'array',
    items: fieldSchemaOf(items),
    atomic: kind === 'atomic',
    ...(kind !== 'atomic' && {
      keys: schema['x-kubernetes-list-map-keys'] ?? [],
    }),
  };
}

function scalar(schema: OpenApiSchema): FieldSchema {
  if (schema['x-kubernetes-int-or-string']) {
    return { type: 'intOrString', goType: 'intstr.IntOrString' };
  }
  const rest = { default: schema.default };
  switch (schema.type) {
    case 'integer':
      return { type: 'number', goType: 'int64', ...rest };
    case 'number':
      return { type: 'number', goType: 'float64', ...rest };
    case 'string':
    case 'boolean':
      return { type: schema.type, goType: schema.type, ...rest };
    case 'object':
      return schema['x-kubernetes-preserve-unknown-fields']
        ? ANYTHING
        : { type: 'object', goType: 'object', fields: {} };
    default:
      return ANYTHING;
  }
}

const PORTS = {
  items: defaults({}, { ports: { items: defaults({ protocol: 'TCP' }) } }),
};

/** The one default that CRDs have in their pod templates and that shows. */
const POD_TEMPLATE_DEFAULTS = defaults(
  {},
  { spec: defaults({}, { containers: PORTS, initContainers: PORTS }) },
);

/** Where a schema has defaults, in pod templates too. */
export function defaultsOf(schema: OpenApiSchema): DefaultsSchema {
  if (schema[POD_TEMPLATE]) {
    return POD_TEMPLATE_DEFAULTS;
  }
  const { properties, items, additionalProperties: rest } = schema;
  const fields = Object.entries(properties ?? {}).map(([name, field]) => [
    name,
    defaultsOf(field),
  ]);
  return {
    default: schema.default,
    properties: Object.fromEntries(fields),
    ...(items && { items: defaultsOf(items) }),
    ...(isObject(rest) && { additionalProperties: defaultsOf(rest) }),
  };
}
