import {
  DEFAULT_VALUES,
  mergeValues,
  toYamlDocument,
} from '@aikit-backstage/plugin-aikit-common';
import { EditorView } from '@codemirror/view';
import { fullText, pastedFiles } from './pastedFile';
import { readValuesText } from '../form/valuesText';

const FILE = 'replicaCount: 3\nlivenessProbe: null\n';

/** The text after something was pasted over a part of it. */
function pasteOver(doc: string, selection: [number, number]) {
  const [anchor, head] = selection;
  const view = new EditorView({
    doc,
    selection: { anchor, head },
    extensions: [pastedFiles],
  });
  const [filter] = view.state.facet(EditorView.clipboardInputFilter);
  return filter(FILE, view.state);
}

describe('a values file that is pasted', () => {
  it('over the whole text is laid over the chart’s defaults', () => {
    const read = readValuesText(pasteOver('image: {}', [0, 9]));
    expect(read.ok && mergeValues({}, read.values)).toEqual(
      mergeValues(DEFAULT_VALUES, { replicaCount: 3, livenessProbe: null }),
    );
  });

  it('keeps its comments and its order, with the defaults below', () => {
    const text = fullText(
      '# ours\nservice:\n  # as before\n  port: 80\nreplicaCount: 3 # zones\n',
    );
    expect(text).toContain(
      '# ours\nservice:\n  # as before\n  port: 80\n  type: ClusterIP\nreplicaCount: 3 # zones\nimage:\n',
    );
    expect(fullText(text)).toBe(text);
  });

  it.each([
    ['is empty', ''],
    ['has a comment only', '# nothing yet\n'],
    ['says null', 'null\n'],
    ['has a map that is given for two', 'image: &i {tag: a}\npodLabels: *i\n'],
    [
      'has an alias for a map with defaults',
      'leaderWorkerSet:\n  worker: &w {env: []}\n  leader: *w\n',
    ],
    ['merges a map that has defaults', '<<: {image: {tag: a}}\n'],
  ])('says the same in full where it %s', (_, text) => {
    const given = readValuesText(text);
    expect(readValuesText(fullText(text))).toEqual({
      ok: true,
      values: mergeValues(DEFAULT_VALUES, given.ok ? given.values : {}),
    });
  });

  it('into the text is what it is', () => {
    expect(pasteOver('image: {}', [0, 8])).toBe(FILE);
  });

  it.each([
    ['a text that is full', `# mine\n${toYamlDocument(DEFAULT_VALUES)}`],
    ['no YAML', 'a: [b'],
    ['no map', '- a'],
  ])('stays as it is: %s', (_, text) => {
    expect(fullText(text)).toBe(text);
  });
});
