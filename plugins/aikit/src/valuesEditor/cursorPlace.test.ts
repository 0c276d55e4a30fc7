import { cursorPlace, LIST_ITEM } from './cursorPlace';

/** The place at the `|` of a text. */
function at(marked: string) {
  const offset = marked.indexOf('|');
  return cursorPlace(marked.replace('|', ''), offset);
}

/** Lines as one text. */
function lines(...all: string[]) {
  return all.join('\n');
}

describe('cursorPlace', () => {
  it.each([
    ['an empty text', '|', []],
    ['the top', lines('image:', '  tag: 8b', 'serv|'), []],
    ['a map', lines('service:', '  po|'), ['service']],
    [
      'a map with a comment',
      lines('service: # of the leader', '  |'),
      ['service'],
    ],
    [
      'a blank line in a map',
      lines('a:', '  b:', '    c: 1', '', '  |'),
      ['a'],
    ],
    ['a deeper map', lines('a:', '  b:', '    |'), ['a', 'b']],
    ['after a deeper map', lines('a:', '  b:', '    c: 1', '  |'), ['a']],
    ['an entry of a list', lines('env:', '  - |'), ['env', LIST_ITEM]],
    [
      'an entry that goes on',
      lines('env:', '  - name: A', '    va|'),
      ['env', LIST_ITEM],
    ],
    [
      'a list that is not indented',
      lines('a:', '  env:', '  - name: A', '    |'),
      ['a', 'env', LIST_ITEM],
    ],
    ['its second entry', lines('env:', '- name: A', '- |'), ['env', LIST_ITEM]],
    [
      'a map in an entry',
      lines('env:', '  - name: A', '    valueFrom:', '      |'),
      ['env', LIST_ITEM, 'valueFrom'],
    ],
    [
      'a map that starts an entry',
      lines('env:', '  - valueFrom:', '      |'),
      ['env', LIST_ITEM, 'valueFrom'],
    ],
    ['a list of lists', lines('a:', '  - - |'), ['a', LIST_ITEM, LIST_ITEM]],
    ['a map with an anchor', lines('a:', '  b: &b', '    |'), ['a', 'b']],
    [
      'a map with a tag and an anchor',
      lines('a: !!map &a # mine', '  |'),
      ['a'],
    ],
    ['below a value with an anchor', lines('a:', '  b: &b 1', '  |'), ['a']],
    ['a quoted key', lines('"a b":', '  |'), ['a b']],
  ])('finds the map of a key: %s', (_, text, path) => {
    expect(at(text)).toMatchObject({ typing: 'key', path });
  });

  it.each([
    ['at the top', 'replicaCount: |', ['replicaCount'], 14],
    ['in a map', lines('service:', '  type: Clu|'), ['service', 'type'], 17],
    [
      'in an entry',
      lines('t:', '  - effect: |'),
      ['t', LIST_ITEM, 'effect'],
      15,
    ],
  ])('finds the key of a value: %s', (_, text, path, from) => {
    expect(at(text)).toMatchObject({ typing: 'value', path, from });
  });

  it('tells where the typed word starts', () => {
    expect(at(lines('service:', '  po|'))).toMatchObject({
      from: 11,
      to: 13,
      hasColon: false,
      column: 2,
    });
  });

  it('tells where the word ends that the cursor is in', () => {
    expect(at('ty|pe: NodePort')).toMatchObject({
      from: 0,
      to: 4,
      hasColon: true,
    });
    expect(at('type: No|dePort # mine')).toMatchObject({ from: 6, to: 14 });
  });

  it('lists the keys that the map has, above and below', () => {
    const text = lines(
      'a:',
      '  x: 1',
      '  y:',
      '    no: 1',
      '  |',
      '  z: 1',
      'b: 1',
    );
    expect(at(text)?.siblings.sort()).toEqual(['x', 'y', 'z']);
  });

  it('lists the keys of one entry of a list only', () => {
    const text = lines(
      'env:',
      '  - name: A',
      '    b: 1',
      '  - name: B',
      '    |',
      '  - c: 1',
    );
    expect(at(text)?.siblings).toEqual(['name']);
  });

  it.each([
    ['a comment', 'a: # te|'],
    ['braces', 'a: { b|'],
    ['a quoted text', 'a: "b|'],
    ['a value right after the colon', 'a:|'],
  ])('knows no place in %s', (_, text) => {
    expect(at(text)).toBeUndefined();
  });
});
