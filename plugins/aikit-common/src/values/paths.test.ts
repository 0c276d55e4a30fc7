import { formatPath, parsePath } from './paths';

describe('the path of an issue', () => {
  it.each([
    ['service.port', ['service', 'port']],
    ['env[10].name', ['env', 10, 'name']],
    ['podLabels["a.b/c"].x', ['podLabels', 'a.b/c', 'x']],
    ['labels["say \\"a\\""]', ['labels', 'say "a"']],
  ])('is written and read: %s', (text, path) => {
    expect(formatPath(path)).toBe(text);
    expect(parsePath(text)).toEqual(path);
  });

  it('is no other text', () => {
    expect(parsePath('line 3')).toBeUndefined();
  });
});
