import {
  DEFAULT_VALUES,
  mergeValues,
  readValues,
  renderWorkload,
  ValueIssue,
  ValuesMap,
  valuesSchema,
} from '@aikit-backstage/plugin-aikit-common';
import { acceptSuggestion } from '@aikit-backstage/plugin-aikit-common/testUtils';
import fc from 'fast-check';
import { broken } from '../arbitraries/broken';
import { garbage } from '../arbitraries/garbage';
import { property } from '../property';

/** Longest that reading any values may take, on a slow machine. */
const PATIENCE_MS = 5_000;

function errorsOf(issues: readonly ValueIssue[]): ValueIssue[] {
  return issues.filter(({ severity }) => severity === 'error');
}

function expectIssues(given: unknown): void {
  const started = Date.now();
  const read = readValues(given);
  renderWorkload({ values: given, name: 'chat', namespace: 'ml' });
  expect(Date.now() - started).toBeLessThan(PATIENCE_MS);
  expect(errorsOf(read.issues).length > 0).toBe(!read.ok);
  for (const issue of read.issues) {
    expect(issue).toMatchObject({
      path: expect.stringMatching(/./),
      message: expect.stringMatching(/./),
      rule: expect.stringMatching(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
    });
    JSON.stringify(issue);
  }
  expect(Object.keys(Object.prototype)).toEqual([]);
}

const known = Object.keys(valuesSchema.shape);

/** What holds for values that are wrong. */
export const ISSUES = [
  property(
    'garbage gives issues, never exceptions',
    300,
    garbage,
    expectIssues,
  ),
  property(
    'garbage under a known key gives issues, never exceptions',
    300,
    fc.dictionary(fc.constantFrom(...known), garbage, {
      minKeys: 1,
      maxKeys: 3,
      noNullPrototype: true,
    }),
    expectIssues,
  ),
  property(
    'broken values give issues, never exceptions',
    100,
    broken,
    expectIssues,
  ),
  property(
    'a suggestion, put in its place, takes the issue away',
    150,
    broken,
    given => {
      for (const issue of errorsOf(readValues(given).issues)) {
        if (issue.suggestion !== undefined) {
          const accepted = acceptSuggestion(given, issue, DEFAULT_VALUES);
          const left = errorsOf(readValues(accepted).issues).filter(
            ({ path, rule }) => path === issue.path && rule === issue.rule,
          );
          expect({ issue, left }).toEqual({ issue, left: [] });
        }
      }
    },
  ),
  property(
    'suggestions, taken one after the other, lead to right values',
    60,
    broken,
    given => {
      let values: ValuesMap = given;
      for (let step = 0; step < 20; step += 1) {
        const [issue] = errorsOf(readValues(values).issues).filter(
          ({ suggestion }) => suggestion !== undefined,
        );
        if (!issue) {
          break;
        }
        values = acceptSuggestion(values, issue, DEFAULT_VALUES);
      }
      const left = errorsOf(readValues(values).issues);
      expect(left.filter(({ suggestion }) => suggestion !== undefined)).toEqual(
        [],
      );
      mergeValues(DEFAULT_VALUES, values);
    },
  ),
];
