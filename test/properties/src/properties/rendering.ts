import {
  readValues,
  renderWorkload,
  toYaml,
} from '@aikit-backstage/plugin-aikit-common';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { values } from '../arbitraries/values';
import { nameErrors } from '../names';
import { deepFreeze, property } from '../property';
import { schemaErrors } from '../schemas/schemaErrors';

const input = fc.record(
  {
    values,
    name: fc.stringMatching(/^[a-z]([-a-z0-9]{0,30}[a-z0-9])?$/),
    namespace: fc.constantFrom('ml', 'team-search'),
    entityRef: fc.constant('component:default/chat'),
    owner: fc.constant('group:default/search'),
  },
  { requiredKeys: ['values', 'name', 'namespace'] },
);

type Input = Parameters<typeof renderWorkload>[0];

function rendered(given: Input) {
  const result = renderWorkload(given);
  if (!result.ok) {
    throw new Error(JSON.stringify(result.issues, null, 1));
  }
  return result;
}

/** How many groups there may be, told apart from the renderer's own rule. */
function mostGroups(given: unknown): number {
  const read = readValues(given);
  if (!read.ok) {
    throw new Error('values are not right');
  }
  const { autoscaling, leaderWorkerSet } = read.values;
  const groups = autoscaling?.enabled
    ? autoscaling.maxReplicas
    : leaderWorkerSet?.replicas ?? 1;
  const surge =
    leaderWorkerSet?.rolloutStrategy?.rollingUpdateConfiguration?.maxSurge ?? 0;
  return typeof surge === 'number'
    ? groups + surge
    : groups + Math.ceil((groups * parseInt(surge, 10)) / 100);
}

/** What holds for all values that are right. */
export const RENDERING = [
  property(
    'right values render to objects that the schemas take',
    300,
    input,
    given => {
      const errors = rendered(given).manifests.flatMap(schemaErrors);
      expect(errors).toEqual([]);
    },
  ),
  property(
    'right values render to names and labels that can be',
    150,
    input,
    given => {
      const groups = mostGroups(given.values);
      const { manifests } = rendered(given);
      expect(
        manifests.flatMap(manifest => nameErrors(manifest, groups)),
      ).toEqual([]);
      const kinds = manifests.map(({ kind }) => kind);
      expect(new Set(kinds).size).toBe(kinds.length);
    },
  ),
  property(
    'rendering does not change its input, and gives the same again',
    80,
    input,
    given => {
      const first = JSON.stringify(rendered(deepFreeze(given)));
      expect(JSON.stringify(rendered(given))).toBe(first);
      const copied: Input = JSON.parse(JSON.stringify(given));
      expect(JSON.stringify(rendered(copied))).toBe(first);
    },
  ),
  property(
    'manifests as YAML are read as the same by both versions of YAML',
    40,
    input,
    given => {
      const { manifests } = rendered(given);
      for (const version of ['1.1', '1.2'] as const) {
        const documents = parseAllDocuments(toYaml(manifests), { version });
        expect(documents.map(document => document.toJS())).toEqual(manifests);
      }
    },
  ),
];
