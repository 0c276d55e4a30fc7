import { StatusCause } from '../api/apiError';
import { ResourceType } from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { builtInDefaults } from './builtInDefaults';
import { builtInSchema } from './builtInSchemas';
import { validateBuiltIn } from './builtInValidation';
import { decode, Decoded } from './decode';
import { FieldSchema } from './fieldSchema';
import { JsonObject } from './json';

/** Where the scale subresource finds its values, such as `.spec.replicas`. */
export interface ScalePaths {
  specReplicasPath: string;
  statusReplicasPath: string;
  /** Of a selector as text; built-in kinds have one as an object. */
  labelSelectorPath?: string;
}

/** How objects of a kind are read, checked and merged. */
export interface KindDefinition {
  type: ResourceType;
  /** A CRD defines it. */
  isCustom: boolean;
  schema: FieldSchema;
  /** Absent when the kind has no scale. */
  scale?: ScalePaths;
  /**
   * Reads an object, without what is unknown, with defaults.
   *
   * @throws DecodeError when it is no object of the kind
   */
  decode(body: JsonObject): Decoded<KubeObject>;
  /** What is wrong with an object that is to take the place of another. */
  validate(object: JsonObject, previous?: JsonObject): StatusCause[];
}

const SCALE: ScalePaths = {
  specReplicasPath: '.spec.replicas',
  statusReplicasPath: '.status.replicas',
};

/** The definition of a kind that every cluster has. */
export function builtInKind(type: ResourceType): KindDefinition {
  return {
    type,
    isCustom: false,
    get schema() {
      return builtInSchema(type);
    },
    ...(type.subresources.includes('scale') && { scale: SCALE }),
    decode(body) {
      const { value, unknown } = decode(this.schema, body, {
        strictTypes: true,
      });
      const object = { metadata: {}, ...(value as object) } as KubeObject;
      return { value: builtInDefaults(type, object), unknown };
    },
    validate: (object, previous) => validateBuiltIn(type, object, previous),
  };
}
