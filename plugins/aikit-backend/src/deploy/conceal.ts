import { isDeepStrictEqual } from 'node:util';
import { isMap, ValuesMap } from '@aikit-backstage/plugin-aikit-common';

/** Stands for what is not shown. */
export const CONCEALED = '(concealed)';
const CHANGED = '(concealed, changed)';

/** Annotation in which `kubectl apply` keeps a copy of the whole object. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * An object without the values of its environment variables, which may be
 * secrets: only whether they change is told.
 *
 * @param other - the same object after the change, or before it
 */
export function concealed(object: ValuesMap, other?: ValuesMap): ValuesMap {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => {
      const counterpart = other?.[key];
      if (key === LAST_APPLIED) {
        return [key, concealedValue(value, counterpart)];
      }
      return key === 'env' && Array.isArray(value)
        ? [key, value.map(item => concealedVariable(item, counterpart))]
        : [key, concealedPart(value, counterpart)];
    }),
  );
}

function concealedPart(part: unknown, other: unknown): unknown {
  if (Array.isArray(part)) {
    return part.map((item, place) =>
      concealedPart(item, counterpartOf(item, place, other)),
    );
  }
  return isMap(part) ? concealed(part, isMap(other) ? other : undefined) : part;
}

function concealedVariable(variable: unknown, others: unknown): unknown {
  if (!isMap(variable) || variable.value === undefined) {
    return variable;
  }
  const other = counterpartOf(variable, -1, others);
  return {
    ...variable,
    value: concealedValue(
      variable.value,
      isMap(other) ? other.value : undefined,
    ),
  };
}

function concealedValue(value: unknown, other: unknown): string {
  return other === undefined || isDeepStrictEqual(value, other)
    ? CONCEALED
    : CHANGED;
}

/** The item of the same name, or else in the same place. */
function counterpartOf(item: unknown, place: number, others: unknown) {
  if (!Array.isArray(others)) {
    return undefined;
  }
  return isMap(item) && typeof item.name === 'string'
    ? others.find(other => isMap(other) && other.name === item.name)
    : others[place];
}
