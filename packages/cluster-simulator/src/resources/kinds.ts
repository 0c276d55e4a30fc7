import { ResourceType } from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { checkBuiltIn, checkMetadata } from './builtInRules';
import { builtInSchema, EMBEDDED_POD_SPEC, METADATA } from './builtInSchemas';
import { isObject, valueAt } from './json';
import { Problems } from './problems';
import { checkSchema, Schema } from './schema';

/** A kind, with what is needed to read and merge its objects. */
export interface Kind {
  type: ResourceType;
  /** A CRD defines it. */
  isCustom: boolean;
  schema: Schema;
  /**
   * Where a selector stands as text, such as `.status.selector`, for the scale;
   * built-in kinds have one as an object.
   */
  labelSelectorPath?: string;
}

/** A kind that every cluster has. */
export function builtInKind(type: ResourceType): Kind {
  return { type, isCustom: false, schema: builtInSchema(type) };
}

/** `spec` of a CustomResourceDefinition, as far as it is understood here. */
export interface CustomResourceSpec {
  group: string;
  scope: 'Namespaced' | 'Cluster';
  names: Pick<ResourceType, 'plural' | 'kind' | 'shortNames' | 'categories'> & {
    singular?: string;
  };
  /** Only the first is served. */
  versions: {
    name: string;
    schema?: { openAPIV3Schema?: Schema };
    subresources?: {
      status?: object;
      /** Replicas are where those of built-in kinds are. */
      scale?: { labelSelectorPath?: string };
    };
  }[];
}

const HEADER: Schema['properties'] = {
  apiVersion: { type: 'string' },
  kind: { type: 'string' },
  metadata: METADATA,
};

/** A kind that a CRD defines. */
export function customKind({
  group,
  scope,
  names,
  versions: [{ name: version, schema, subresources = {} }],
}: CustomResourceSpec): Kind {
  const { status, scale } = subresources;
  const root = withPodSpecs(schema?.openAPIV3Schema ?? {});
  return {
    type: {
      singular: names.kind.toLocaleLowerCase('en-US'),
      ...names,
      group,
      version,
      namespaced: scope === 'Namespaced',
      hasGeneration: true,
      subresources: [
        ...(status ? ['status'] : []),
        ...(scale ? ['scale'] : []),
      ],
    },
    isCustom: true,
    schema: { ...root, properties: { ...root.properties, ...HEADER } },
    labelSelectorPath: scale?.labelSelectorPath,
  };
}

/** With the schema of PodSpec where a CRD's schema only marks it. */
function withPodSpecs<T>(schema: T): T {
  if (!isObject(schema)) {
    return schema;
  }
  return schema['x-kubernetes-embedded-pod-spec']
    ? (EMBEDDED_POD_SPEC as T)
    : (Object.fromEntries(
        Object.entries(schema).map(([name, part]) => [
          name,
          withPodSpecs(part),
        ]),
      ) as T);
}

/**
 * What is wrong with an object that is complete.
 *
 * @param previous - the stored object, when it is changed
 */
export function problemsOf(
  { type, isCustom, schema }: Kind,
  object: KubeObject,
  previous: KubeObject | undefined,
): Problems {
  const problems = new Problems();
  checkMetadata(type, object, previous, problems);
  if (isCustom) {
    checkSchema(schema, object, '', problems);
    const path = '.spec.replicas';
    const replicas = valueAt(object, path);
    if (type.subresources.includes('scale') && Number(replicas) < 0) {
      problems.invalid(path, replicas, 'should be a non-negative integer');
    }
  } else {
    checkBuiltIn(type, object, previous, problems);
  }
  return problems;
}
