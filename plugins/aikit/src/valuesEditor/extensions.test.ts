import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { completeValues } from './extensions';

/** The completion at the `|` of a text. */
function complete(marked: string, explicit: boolean) {
  const offset = marked.indexOf('|');
  const state = EditorState.create({ doc: marked.replace('|', '') });
  return completeValues(new CompletionContext(state, offset, explicit));
}

describe('completeValues', () => {
  it('proposes for the word that is typed, from where it starts', () => {
    const result = complete('service:\n  ty|', false);
    expect(result?.from).toBe(11);
    expect(result?.options).toContainEqual({
      label: 'type',
      detail: 'ClusterIP | NodePort | LoadBalancer',
      apply: 'type: ',
      type: 'property',
    });
  });

  it('proposes where nothing is typed only when it is asked to', () => {
    expect(complete('service:\n  |', false)).toBeNull();
    expect(complete('service:\n  |', true)?.options).not.toHaveLength(0);
  });

  it('proposes nothing in a comment', () => {
    expect(complete('# ty|', true)).toBeNull();
  });
});
