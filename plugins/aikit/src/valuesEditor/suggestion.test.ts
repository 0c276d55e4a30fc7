import { ValueIssue } from '@aikit-backstage/plugin-aikit-common';
import { withSuggestion } from './suggestion';

function used(text: string, path: string, suggestion?: unknown) {
  const issue: ValueIssue = {
    severity: 'error',
    path,
    message: 'is wrong',
    rule: 'any',
    suggestion,
  };
  return withSuggestion(text, issue);
}

describe('withSuggestion', () => {
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
});
