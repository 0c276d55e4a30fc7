import { timestamp } from '../api/clock';
import { ObjectApi } from '../api/objectApi';
import {
  apiVersionOf,
  BUILT_IN,
  CUSTOM_RESOURCE_DEFINITIONS,
  ResourceType,
} from '../objects/resourceTypes';
import { KubeObject } from '../objects/types';
import { admitKind } from './builtInAdmission';
import { builtInKind, customKind, CustomResourceSpec, Kind } from './kinds';

/** The kinds that a cluster serves: its own and those of its CRDs. */
export class TypeRegistry {
  readonly #kinds = new Map<string, Kind>();
  /** Functions that forget a kind, by the name of its CRD. */
  readonly #forget = new Map<string, () => void>();

  constructor(private readonly api: ObjectApi) {
    for (const type of BUILT_IN) {
      this.#kinds.set(keyOf(type), builtInKind(type));
    }
    const type = CUSTOM_RESOURCE_DEFINITIONS;
    api.admit(type, crd => this.#established(crd));
    api.store.subscribe(
      type,
      ({ type: change, object: { metadata, spec } }) => {
        const kind = customKind(spec as CustomResourceSpec);
        this.#forget.get(metadata.name)?.();
        if (change === 'DELETED') {
          const objects = [...api.store.list(kind.type)];
          objects.forEach(object => api.delete(kind.type, object.metadata));
        } else {
          this.#forget.set(metadata.name, this.#learn(kind));
        }
      },
    );
  }

  /** @param group - empty for the core group */
  find(
    group: string,
    version: string,
    plural: string,
  ): ResourceType | undefined {
    return this.#kinds.get(keyOf({ group, version, plural }))?.type;
  }

  all(): ResourceType[] {
    return [...this.#kinds.values()].map(({ type }) => type);
  }

  /** How a kind's objects are read and merged. */
  kind(type: ResourceType): Kind {
    return this.#kinds.get(keyOf(type)) ?? builtInKind(type);
  }

  #learn(kind: Kind): () => void {
    const { store } = this.api;
    const key = keyOf(kind.type);
    if (store.count(kind.type) === 0) {
      // Watches cannot begin before the kind existed.
      store.history(kind.type).compact(store.revision);
    }
    this.#kinds.set(key, kind);
    const undo = admitKind(this.api, kind);
    return () => {
      this.#kinds.delete(key);
      undo();
    };
  }

  /** A CRD with its names, and with the conditions that it is served. */
  #established(crd: KubeObject): KubeObject {
    const spec = crd.spec as CustomResourceSpec;
    const { singular, kind } = customKind(spec).type;
    const names = { listKind: `${kind}List`, singular, ...spec.names };
    const condition = (type: string, reason: string, message: string) => ({
      type,
      status: 'True',
      lastTransitionTime: timestamp(this.api.clock.now()),
      reason,
      message,
    });
    return {
      ...crd,
      spec: { ...spec, names },
      status: crd.status ?? {
        conditions: [
          condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
          condition(
            'Established',
            'InitialNamesAccepted',
            'the initial names have been accepted',
          ),
        ],
        acceptedNames: names,
        storedVersions: spec.versions.map(({ name }) => name),
      },
    };
  }
}

function keyOf(
  type: Pick<ResourceType, 'group' | 'version' | 'plural'>,
): string {
  return `${apiVersionOf(type)}/${type.plural}`;
}
