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

interface Attribute {
  baseName: string;
  type: string;
  format: string;
}

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

/** Schemas made of client-node's models, which know all types and fields. */
class ModelSchemas {
  readonly #schemas = new Map<string, Schema>();

  /** @param inCrd - as the schemas of CRDs repeat them */
  constructor(private readonly inCrd: boolean) {}

  /** Fields are worked out when they are needed: types refer to each other. */
  get(model: string): Schema {
    const attributes = MODELS[model]?.getAttributeTypeMap?.();
    if (!attributes) {
      return {};
    }
    let schema = this.#schemas.get(model);
    if (!schema) {
      const name = model.replace(/^(Core|Events)?V\d+/, '');
      const fields = () =>
        attributes.map(attribute => [
          attribute.baseName,
          this.#ofType(attribute, name),
        ]);
      let properties: Schema['properties'];
      schema = {
        type: 'object',
        goType: `v1.${name}`,
        defaults: (this.inCrd ? DEFAULTS_IN_CRDS : DEFAULTS)[name] ?? {},
        ...(ATOMIC.test(name) && { 'x-kubernetes-map-type': 'atomic' }),
        ...(this.inCrd && { required: REQUIRED_IN_CRDS[name] }),
        get properties() {
          properties ??= Object.fromEntries(fields());
          return properties;
        },
      };
      this.#schemas.set(model, schema);
    }
    return schema;
  }

  #ofType(attribute: Attribute, owner: string): Schema {
    const { baseName, type, format } = attribute;
    const field = `${owner}.${baseName}`;
    const [, item] = /^Array<(.+)>$/.exec(type) ?? [];
    if (item) {
      const items = this.#ofType({ ...attribute, type: item }, owner);
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
    const [, value] = /^\{ \[key: string\]: (.+); \}$/.exec(type) ?? [];
    if (value) {
      const values = this.#ofType({ ...attribute, type: value }, owner);
      return {
        type: 'object',
        goType: `map[string]${values.goType}`,
        additionalProperties: values,
        ...(ATOMIC.test(field) && { 'x-kubernetes-map-type': 'atomic' }),
      };
    }
    if (QUANTITIES.test(baseName) || QUANTITIES.test(field)) {
      return this.inCrd ? INT_OR_STRING : QUANTITY;
    }
    if (type === 'number') {
      const isInteger = format.startsWith('int');
      return { type: isInteger ? 'integer' : 'number', goType: format };
    }
    return SCALARS[type] ?? this.get(type);
  }
}

const BUILT_IN = new ModelSchemas(false);

/** The schema of a built-in kind. */
export function builtInSchema({ version, kind }: ResourceType): Schema {
  const model = `${version.toLocaleUpperCase('en-US')}${kind}`;
  return BUILT_IN.get(MODELS[model] ? model : `Core${model}`);
}

/** The schema of what every object has. */
export const METADATA = BUILT_IN.get('V1ObjectMeta');

/** The schema of a pod's spec inside of a CRD. */
export const EMBEDDED_POD_SPEC = new ModelSchemas(true).get('V1PodSpec');
