import { ApiError, StatusCause } from '../api/apiError';
import { ResourceType } from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { modelSchema } from './builtInSchemas';
import { validateMetadata } from './builtInValidation';
import { decode, Decoded } from './decode';
import { FieldSchema } from './fieldSchema';
import { JsonObject, valueAt } from './json';
import { defaultsOf, fieldSchemaOf, OpenApiSchema } from './openApiSchema';
import { Problems } from './problems';
import { DefaultsSchema, withSchemaDefaults } from './schemaDefaults';
import { KindDefinition, ScalePaths } from './kindDefinition';
import {
  createSchemaValidator,
  SchemaValidator,
  validateListKeys,
} from './schemaValidation';

interface Version {
  name: string;
  served: boolean;
  schema: { openAPIV3Schema: OpenApiSchema };
  subresources?: { status?: object; scale?: ScalePaths };
}

/** `spec` of a CustomResourceDefinition, as far as it is understood here. */
export interface CustomResourceSpec {
  group: string;
  scope: 'Namespaced' | 'Cluster';
  names: {
    plural: string;
    kind: string;
    singular?: string;
    shortNames?: string[];
    categories?: string[];
    listKind?: string;
  };
  versions: Version[];
}

const SCHEMALESS: OpenApiSchema = {
  type: 'object',
  'x-kubernetes-preserve-unknown-fields': true,
};
const HEADER: OpenApiSchema['properties'] = {
  apiVersion: { type: 'string' },
  kind: { type: 'string' },
  metadata: { type: 'object' },
};

/** One version of a kind that a CRD defines. */
export class CustomResource implements KindDefinition {
  readonly isCustom = true;
  readonly type: ResourceType;
  readonly schema: FieldSchema;
  readonly scale?: ScalePaths;
  readonly #openApi: OpenApiSchema;
  readonly #defaults: DefaultsSchema;
  #validate?: SchemaValidator;

  constructor(spec: CustomResourceSpec, version: Version) {
    const { names } = spec;
    const { status, scale } = version.subresources ?? {};
    const openApi = version.schema?.openAPIV3Schema ?? SCHEMALESS;
    this.scale = scale;
    this.type = {
      ...names,
      group: spec.group,
      version: version.name,
      singular: names.singular ?? names.kind.toLocaleLowerCase('en-US'),
      namespaced: spec.scope === 'Namespaced',
      subresources: [
        ...(status ? ['status'] : []),
        ...(scale ? ['scale'] : []),
      ],
    };
    this.#openApi = {
      ...openApi,
      properties: { ...openApi.properties, ...HEADER },
    };
    this.#defaults = defaultsOf(this.#openApi);
    const schema = fieldSchemaOf(this.#openApi);
    const metadata = modelSchema('V1ObjectMeta');
    this.schema = { ...schema, fields: { ...schema.fields, metadata } };
  }

  /**
   * Reads an object, prunes what is unknown, and fills in defaults.
   *
   * @throws DecodeError when its metadata is not right
   */
  decode(object: JsonObject): Decoded<KubeObject> {
    const { value: metadata } = decode(
      modelSchema('V1ObjectMeta'),
      object.metadata ?? {},
      { strictTypes: true, path: 'metadata' },
    );
    const { value, unknown } = decode(this.schema, object, {
      strictTypes: false,
    });
    const filled = withSchemaDefaults(this.#defaults, value) as KubeObject;
    return {
      value: { ...filled, metadata: metadata as KubeObject['metadata'] },
      unknown: unknown.sort(),
    };
  }

  /** What of an object is not as the schema wants it. */
  validate(object: JsonObject): StatusCause[] {
    const problems = new Problems();
    this.#validate ??= createSchemaValidator(this.#openApi);
    validateMetadata(this.type, object, problems);
    this.#validate(object, problems);
    validateListKeys(this.schema, object, '', problems);
    this.#validateScale(object, problems);
    return problems.causes;
  }

  #validateScale(object: JsonObject, problems: Problems) {
    const path = this.scale?.specReplicasPath;
    const replicas = path && valueAt(object, path);
    if (!path || replicas === undefined) {
      return;
    }
    if (typeof replicas !== 'number' || !Number.isInteger(replicas)) {
      const type = typeof replicas === 'number' ? 'float64' : typeof replicas;
      problems.invalid(
        path,
        0,
        `${path} accessor error: ${replicas} is of the type ${type}, expected int64`,
      );
    } else if (replicas < 0) {
      problems.invalid(path, replicas, 'should be a non-negative integer');
    }
  }
}

/** The versions that a CRD serves. @throws ApiError 422 when it has none */
export function customResources(crd: KubeObject): CustomResource[] {
  const spec = crd.spec as CustomResourceSpec | undefined;
  if (!spec?.names?.plural || !spec.versions?.length) {
    throw new ApiError(
      422,
      'Invalid',
      `CustomResourceDefinition.apiextensions.k8s.io "${crd.metadata.name}" is invalid: spec.versions: Required value`,
    );
  }
  return spec.versions
    .filter(({ served }) => served)
    .map(version => new CustomResource(spec, version));
}
