import { ObjectApi } from '../api/objectApi';
import {
  apiVersionOf,
  BUILT_IN,
  CUSTOM_RESOURCE_DEFINITIONS,
  ResourceType,
} from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { timestamp } from '../runtime/clock';
import { customResources, CustomResourceSpec } from './customResource';
import { builtInKind, KindDefinition } from './kindDefinition';

/** The kinds that a cluster serves: its own and those of its CRDs. */
export class TypeRegistry {
  readonly #kinds = new Map<string, KindDefinition>();

  constructor(private readonly api: ObjectApi) {
    for (const type of BUILT_IN) {
      this.#kinds.set(keyOf(type), builtInKind(type));
    }
    const type = CUSTOM_RESOURCE_DEFINITIONS;
    api.admit(type, crd => this.#established(crd));
    api.store.subscribe(type, ({ type: change, object, previous }) => {
      if (previous) {
        this.#forget(previous);
      }
      if (change === 'DELETED') {
        this.#deleteObjects(object);
      } else {
        this.#learn(object);
      }
    });
    for (const crd of api.store.list(type)) {
      this.#learn(crd);
    }
  }

  /** @param group - empty for the core group */
  find(
    group: string,
    version: string,
    plural: string,
  ): ResourceType | undefined {
    return this.#kinds.get(keyOf({ group, version, plural }))?.type;
  }

  /** All kinds, each once for every version that is served. */
  all(): ResourceType[] {
    return [...this.#kinds.values()].map(({ type }) => type);
  }

  /** How a kind is read and checked. */
  definition(type: ResourceType): KindDefinition {
    return this.#kinds.get(keyOf(type)) ?? builtInKind(type);
  }

  #learn(crd: KubeObject) {
    for (const resource of customResources(crd)) {
      this.#kinds.set(keyOf(resource.type), resource);
    }
  }

  #forget(crd: KubeObject) {
    for (const { type } of customResources(crd)) {
      this.#kinds.delete(keyOf(type));
    }
  }

  #deleteObjects(crd: KubeObject) {
    const [{ type }] = customResources(crd);
    for (const { metadata } of [...this.api.store.list(type)]) {
      this.api.delete(type, metadata);
    }
  }

  /** A CRD with the conditions that it is served. */
  #established(crd: KubeObject): KubeObject {
    const resources = customResources(crd);
    const { names, versions } = crd.spec as CustomResourceSpec;
    const filled = {
      listKind: `${names.kind}List`,
      singular: resources[0]?.type.singular,
      ...names,
    };
    const lastTransitionTime = timestamp(this.api.clock.now());
    const isTrue = { status: 'True', lastTransitionTime };
    return {
      ...crd,
      spec: {
        conversion: { strategy: 'None' },
        ...(crd.spec as object),
        names: filled,
      },
      status: crd.status ?? {
        conditions: [
          {
            type: 'NamesAccepted',
            ...isTrue,
            reason: 'NoConflicts',
            message: 'no conflicts found',
          },
          {
            type: 'Established',
            ...isTrue,
            reason: 'InitialNamesAccepted',
            message: 'the initial names have been accepted',
          },
        ],
        acceptedNames: filled,
        storedVersions: versions.map(({ name }) => name),
      },
    };
  }
}

function keyOf(
  type: Pick<ResourceType, 'group' | 'version' | 'plural'>,
): string {
  return `${apiVersionOf(type as ResourceType)}/${type.plural}`;
}
