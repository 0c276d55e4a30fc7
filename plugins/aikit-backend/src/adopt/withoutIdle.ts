import { isDeepStrictEqual } from 'node:util';
import {
  isMap,
  renderWorkload,
  ValuesMap,
} from '@aikit-backstage/plugin-aikit-common';

/**
 * Values without those that make no object another one, such as what the chart
 * has for its Job, or for a mode that is off. What the user gave stays.
 *
 * @param values - as {@link renderWorkload} takes them; those that cannot be
 * rendered come back as they are
 */
export function withoutIdle(values: ValuesMap, user: ValuesMap): ValuesMap {
  const wanted = manifests(values);
  return wanted
    ? swept(values, user, part => isDeepStrictEqual(manifests(part), wanted))
    : values;
}

function manifests(values: ValuesMap) {
  const rendered = renderWorkload({ values, name: 'any', namespace: 'any' });
  return rendered.ok ? rendered.manifests : undefined;
}

/** @param isEnough - whether the whole with this part makes the same objects */
function swept(
  part: ValuesMap,
  given: unknown,
  isEnough: (part: ValuesMap) => boolean,
): ValuesMap {
  return Object.keys(part).reduce((kept, key) => {
    const { [key]: value, ...rest } = kept;
    const isGiven = isMap(given) && Object.hasOwn(given, key);
    if (!isGiven && isEnough(rest)) {
      return rest;
    }
    if (!isMap(value)) {
      return kept;
    }
    const inner = swept(value, isGiven ? given[key] : undefined, smaller =>
      isEnough({ ...kept, [key]: smaller }),
    );
    return Object.keys(inner).length === 0 && isEnough(rest)
      ? rest
      : { ...kept, [key]: inner };
  }, part);
}
