import { allows, covers, filled, overlaps, wouldDo } from './patterns';

describe('covers', () => {
  it.each([
    ['team', 'team'],
    ['*', ''],
    ['team-*', 'team-a'],
    ['*-team', 'a-team'],
    ['a*b*c', 'a-b-b-c'],
    ['**', 'x'],
    ['ab*ba', 'abba'],
  ])('%s covers %s', (glob, text) => {
    expect(covers(glob, text)).toBe(true);
  });

  it.each([
    ['team', 'team-a'],
    ['team-*', 'team'],
    ['aba*aba', 'aba'],
    ['a*b*c', 'a-c-b'],
    ['a.b', 'axb'],
    ['Team', 'team'],
  ])('%s does not cover %s', (glob, text) => {
    expect(covers(glob, text)).toBe(false);
  });

  it('takes no time for a glob of many stars', () => {
    expect(covers('a*'.repeat(500), `${'a'.repeat(100_000)}b`)).toBe(true);
    expect(covers(`${'a*'.repeat(500)}c`, 'a'.repeat(100_000))).toBe(false);
  });
});

describe('overlaps', () => {
  it.each([
    ['*.example.com', 'admin.example.com'],
    ['a*', '*b'],
    ['*', ''],
    ['get *', '* secrets'],
  ])('%s and %s have a text in common', (one, other) => {
    expect(overlaps(one, other)).toBe(true);
    expect(overlaps(other, one)).toBe(true);
  });

  it.each([
    ['*.example.com', 'example.com'],
    ['a*', 'b*'],
    ['get *', 'list *'],
    ['', 'a'],
  ])('%s and %s have none', (one, other) => {
    expect(overlaps(one, other)).toBe(false);
    expect(overlaps(other, one)).toBe(false);
  });
});

describe('allows', () => {
  it.each<[string[], string]>([
    [['*'], 'team'],
    [['team-*', '!team-x'], 'team-a'],
    [['*.example.com'], '*.search.example.com'],
    [['*', '!admin.example.com'], '*.example.org'],
  ])('%j allows %s', (patterns, text) => {
    expect(allows(patterns, text)).toBe(true);
  });

  it.each<[string[], string]>([
    [[], 'team'],
    [['!x'], 'team'],
    [['*', '!team-x'], 'team-x'],
    [['!team-x', '*'], 'team-x'],
    [['chat.example.com'], '*.example.com'],
    [['*', '!admin.example.com'], '*.example.com'],
    [['*'], 'x'.repeat(5000)],
  ])('%j does not allow %s', (patterns, text) => {
    expect(allows(patterns, text)).toBe(false);
  });

  it('allows what is reserved only where it is written out', () => {
    const reserved = ['kube-*'];
    expect(allows(['*'], 'kube-system', reserved)).toBe(false);
    expect(allows(['kube-*'], 'kube-system', reserved)).toBe(false);
    expect(allows(['kube-system'], 'kube-system', reserved)).toBe(true);
    expect(allows(['*'], 'team', reserved)).toBe(true);
  });
});

describe('filled', () => {
  it('fills in placeholders', () => {
    expect(
      filled(['{owner}-*', '!{namespace}/{name}', 'x'], {
        owner: 'search',
        namespace: 'team',
        name: 'chat',
      }),
    ).toEqual(['search-*', '!team/chat', 'x']);
  });

  it('leaves out patterns of what is not known, or would be a wildcard', () => {
    expect(filled(['{owner}-*', 'x'], {})).toEqual(['x']);
    expect(filled(['{owner}-*'], { owner: '*' })).toEqual([]);
  });
});

describe('wouldDo', () => {
  it.each<[string[], string]>([
    [['*'], ': any would do'],
    [['*', '!a', '!b'], ': any but a, b would do'],
    [['team', 'team-*'], ': team, team-* would do'],
    [['team-*', '!team-x'], ': team-* but team-x would do'],
    [[], ', nor any other'],
    [['!a'], ', nor any other'],
  ])('puts %j as %s', (patterns, words) => {
    expect(wouldDo(patterns)).toBe(words);
  });

  it('names of what is reserved only what a wildcard would have allowed', () => {
    const reserved = ['kube-*'];
    expect(wouldDo(['*'], { reserved })).toBe(': any but kube-* would do');
    expect(wouldDo(['team-*'], { reserved })).toBe(': team-* would do');
  });

  it('names what would do beside the patterns first, if need be alone', () => {
    expect(wouldDo(['a'], { also: 'b' })).toBe(': b, or a would do');
    expect(wouldDo([], { also: 'b' })).toBe(': b would do');
  });
});
