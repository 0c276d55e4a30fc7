import { ValueIssue } from '@aikit-backstage/plugin-aikit-common';
import { suggestedEdit } from './suggestion';
import { valuesDocument } from './issueRange';

/** The text with a suggestion; undefined where no edit is offered. */
function used(text: string, path: string, suggestion?: unknown) {
  const issue: ValueIssue = {
    severity: 'error',
    path,
    message: 'is wrong',
    rule: 'any',
    suggestion,
  };
  const document = valuesDocument(text);
  return document && suggestedEdit(document, issue)?.();
}

describe('suggestedEdit', () => {
  it.each([
    ['a value', 'a: 1\nb: 2\n', 'a', 3, 'a: 3\nb: 2\n'],
    ['an entry', 'a:\n  - b: 1\n', 'a[0].b', 'c', 'a:\n  - b: c\n'],
    ['a quoted key', 'a:\n  b.c/d: 1\n', 'a["b.c/d"]', 2, 'a:\n  b.c/d: 2\n'],
    ['a list', 'a:\n  b: 1\n', 'a.b', ['c'], 'a:\n  b:\n    - c\n'],
    ['what is missing', 'a:\n  b: 1\n', 'a.c', 2, 'a:\n  b: 1\n  c: 2\n'],
    ['nothing', 'a: 1\nb: 2\n', 'a', null, 'b: 2\n'],
  ])('puts %s in its place', (_, text, path, suggestion, expected) => {
    expect(used(text, path, suggestion)).toBe(expected);
  });

  it('writes what YAML 1.1 would misread in quotes, and keeps comments', () => {
    expect(used('# mine\na: 1 # here\n', 'a', 'yes')).toBe(
      '# mine\na: "yes" # here\n',
    );
  });

  it.each([
    ['of the place', 'name', 'chat'],
    ['of the preset', 'preset.inputs.groups', 1],
    ['without a suggestion', 'a', undefined],
    ['of a line', 'line 3', null],
  ])('has nothing for an issue %s', (_, path, suggestion) => {
    expect(used('a: 1\n', path, suggestion)).toBeUndefined();
  });

  it('has nothing for a text that cannot be read', () => {
    expect(used('a: [', 'a', 1)).toBeUndefined();
  });

  it('has nothing for what is missing below a key without a value', () => {
    expect(used('a:\n', 'a.b', 1)).toBeUndefined();
  });

  it.each([
    [
      'what is below an anchor',
      'a: &r\n  b: 1\n  c: 2\nd: *r\n',
      'a.b',
      null,
      'a: &r\n  c: 2\nd: *r\n',
    ],
    ['a value with an anchor', 'a: &r 1\nd: *r\n', 'a', 2, 'a: &r 2\nd: *r\n'],
    ['an alias', 'a: &r 1\nd: *r\n', 'd', 2, 'a: &r 1\nd: 2\n'],
    ['an anchor that nothing uses', 'a: &r 1\nd: 2\n', 'a', null, 'd: 2\n'],
    [
      'what is merged',
      'a: &r\n  b: 1\nd:\n  <<: *r\n',
      'd.b',
      2,
      'a: &r\n  b: 1\nd:\n  <<: *r\n  b: 2\n',
    ],
  ])('edits %s', (_, text, path, suggestion, expected) => {
    expect(used(text, path, suggestion)).toBe(expected);
  });

  it.each([
    ['below an alias', 'a: &r\n  b: 1\nd: *r\n', 'd.b', null],
    ['missing below an alias', 'a: &r\n  b: 1\nd: *r\n', 'd.c', 2],
    ['in a map that contains itself', 'a: &r\n  b: *r\n', 'a.b.b', null],
    ['merged from elsewhere', 'a: &r { b: 1 }\nd: { <<: *r }\n', 'd.b', null],
    ['what has an anchor that is used', 'a: &r 1\nd: *r\n', 'a', null],
    ['what holds such an anchor', 'a: { b: &r 1 }\nd: *r\n', 'a', null],
    ['a list for such an anchor', 'a: &r 1\nd: *r\n', 'a', ['b']],
    ['a key with such an anchor', '&r a: 1\nd: *r\n', 'a', null],
  ])(
    'has nothing where an alias is in the way: %s',
    (_, text, path, suggestion) => {
      expect(used(text, path, suggestion)).toBeUndefined();
    },
  );
});
