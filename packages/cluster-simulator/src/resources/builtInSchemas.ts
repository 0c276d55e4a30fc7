import * as k8s from '@kubernetes/client-node';
import { ResourceType } from '../objects/resourceTypes';
import { ANYTHING, FieldSchema } from './fieldSchema';
import { isAtomic, listKeys } from './listTypes';

interface Attribute {
  baseName: string;
  type: string;
  format: string;
}
interface Model {
  getAttributeTypeMap?(): Attribute[];
}

const MODELS = k8s as unknown as Record<string, Model | undefined>;
/** Client-node takes quantities for strings. */
const QUANTITIES =
  /^(limits|requests|capacity|allocatable|hard|used|overhead|divisor|sizeLimit)$|^MetricTarget\.(averageV|v)alue$/;
const SCALARS: Record<string, FieldSchema> = {
  string: { type: 'string', goType: 'string' },
  Date: { type: 'string', goType: 'v1.Time' },
  boolean: { type: 'boolean', goType: 'bool' },
  IntOrString: { type: 'intOrString', goType: 'intstr.IntOrString' },
};
const QUANTITY: FieldSchema = { type: 'quantity', goType: 'resource.Quantity' };
const schemas = new Map<string, FieldSchema>();

/** `V1PodSpec` and `CoreV1Event` in two parts, as Go has them. */
function goName(model: string): { version: string; name: string } {
  const [, version = 'v1', name = model] =
    /^(?:Core|Events)?(V\d+)([A-Z].*)$/.exec(model) ?? [];
  return { version: version.toLocaleLowerCase('en-US'), name };
}

function schemaOfType(attribute: Attribute, owner: string): FieldSchema {
  const { baseName, type, format } = attribute;
  const [, item] = /^Array<(.+)>$/.exec(type) ?? [];
  if (item) {
    const keys = listKeys(owner, baseName);
    const items = schemaOfType({ ...attribute, type: item }, owner);
    return {
      type: 'list',
      goType: `[]${items.goType}`,
      items,
      ...(keys ? { keys } : { atomic: true }),
    };
  }
  const [, value] = /^\{ \[key: string\]: (.+); \}$/.exec(type) ?? [];
  if (value) {
    const items = schemaOfType({ ...attribute, type: value }, owner);
    return {
      type: 'map',
      goType: `map[string]${items.goType}`,
      items,
      atomic: isAtomic(`${owner}.${baseName}`),
    };
  }
  if (QUANTITIES.test(baseName) || QUANTITIES.test(`${owner}.${baseName}`)) {
    return QUANTITY;
  }
  if (type === 'number') {
    return { type: 'number', goType: format };
  }
  return SCALARS[type] ?? modelSchema(type);
}

function withKeyDefault(owner: string, field: string, schema: FieldSchema) {
  return field === 'protocol' && /^(Container|Service)Port$/.test(owner)
    ? { ...schema, default: 'TCP' }
    : schema;
}

/**
 * The schema of one of client-node's models, such as `V1PodTemplateSpec`. Its
 * fields are worked out when they are needed: types refer to each other.
 */
export function modelSchema(model: string): FieldSchema {
  const attributes = MODELS[model]?.getAttributeTypeMap;
  if (!attributes) {
    return ANYTHING;
  }
  let schema = schemas.get(model);
  if (!schema) {
    const { version, name } = goName(model);
    let fields: FieldSchema['fields'];
    schema = {
      type: 'object',
      goType: `${version}.${name}`,
      atomic: isAtomic(name),
      get fields() {
        fields ??= Object.fromEntries(
          attributes().map(attribute => [
            attribute.baseName,
            withKeyDefault(
              name,
              attribute.baseName,
              schemaOfType(attribute, name),
            ),
          ]),
        );
        return fields;
      },
    };
    schemas.set(model, schema);
  }
  return schema;
}

/** The schema of a built-in kind. */
export function builtInSchema({ version, kind }: ResourceType): FieldSchema {
  const model = `${version.toLocaleUpperCase('en-US')}${kind}`;
  return modelSchema(MODELS[model] ? model : `Core${model}`);
}
