import * as k8s from '@kubernetes/client-node';
import { ResourceType } from '../objects/resourceTypes';
import {
  ATOMIC,
  DEFAULTS,
  DEFAULTS_IN_CRDS,
  LIST_KEYS,
  REQUIRED_IN_CRDS,
} from './builtInTables';
import { Schema } from './schema';

type Attribute = Record<'baseName' | 'type' | 'format', string>;

const MODELS = k8s as unknown as Record<
  string,
  { getAttributeTypeMap?(): Attribute[] } | undefined
>;
/** Client-node takes quantities for strings. */
const QUANTITIES =
  /^(limits|requests|capacity|allocatable|hard|used|overhead|divisor|sizeLimit)$|^MetricTarget\.(averageV|v)alue$/;
const INT_OR_STRING: Schema = {
  'x-kubernetes-int-or-string': true,
  goType: 'intstr.IntOrString',
};
const SCALARS: Record<string, Schema> = {
  string: { type: 'string', goType: 'string' },
  Date: { type: 'string', goType: 'v1.Time' },
  boolean: { type: 'boolean', goType: 'bool' },
  IntOrString: INT_OR_STRING,
};
const QUANTITY: Schema = { format: 'quantity', goType: 'resource.Quantity' };

/**
 * Makes schemas of client-node's models, which know all types and fields.
 *
 * @param inCrd - as the schemas of CRDs repeat them
 */
function modelSchemas(inCrd: boolean) {
  const schemas = new Map<string, Schema>();

  const schemaOf = (model: string): Schema => {
    const attributes = MODELS[model]?.getAttributeTypeMap?.();
    const known = schemas.get(model);
    if (!attributes || known) {
      return known ?? {};
    }
    const name = model.replace(/^(Core|Events)?V\d+/, '');
    let properties: Schema['properties'];
    const schema: Schema = {
      type: 'object',
      goType: `v1.${name}`,
      defaults: (inCrd ? DEFAULTS_IN_CRDS : DEFAULTS)[name] ?? {},
      ...atomic(name),
      ...(inCrd && { required: REQUIRED_IN_CRDS[name] }),
      // Worked out when they are needed: types refer to each other.
      get properties() {
        properties ??= Object.fromEntries(
          attributes.map(each => [each.baseName, partSchema(each, name)]),
        );
        return properties;
      },
    };
    schemas.set(model, schema);
    return schema;
  };

  function partSchema(attribute: Attribute, owner: string): Schema {
    const { baseName, type, format } = attribute;
    const field = `${owner}.${baseName}`;
    const [, item, value] =
      /^Array<(.+)>$|^\{ \[key: string\]: (.+); \}$/.exec(type) ?? [];
    const inner = { ...attribute, type: item ?? value };
    if (item) {
      const items = partSchema(inner, owner);
      const keys = LIST_KEYS[field] ?? LIST_KEYS[baseName];
      return {
        type: 'array',
        goType: `[]${items.goType}`,
        items,
        ...(keys && {
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': keys,
        }),
      };
    }
    if (value) {
      const values = partSchema(inner, owner);
      const goType = `map[string]${values.goType}`;
      const additionalProperties = values;
      return { type: 'object', goType, additionalProperties, ...atomic(field) };
    }
    if (QUANTITIES.test(baseName) || QUANTITIES.test(field)) {
      return inCrd ? INT_OR_STRING : QUANTITY;
    }
    if (type === 'number') {
      const isInteger = format.startsWith('int');
      return { type: isInteger ? 'integer' : 'number', goType: format };
    }
    return SCALARS[type] ?? schemaOf(type);
  }
  return schemaOf;
}

function atomic(name: string): Schema {
  return ATOMIC.test(name) ? { 'x-kubernetes-map-type': 'atomic' } : {};
}

const builtIn = modelSchemas(false);

/** The schema of a built-in kind. */
export function builtInSchema({ version, kind }: ResourceType): Schema {
  const model = `${version.toLocaleUpperCase('en-US')}${kind}`;
  return builtIn(MODELS[model] ? model : `Core${model}`);
}

/** The schema of what every object has. */
export const METADATA = builtIn('V1ObjectMeta');

/** The schema of a pod's spec inside of a CRD. */
export const EMBEDDED_POD_SPEC = modelSchemas(true)('V1PodSpec');
