import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { completeValues } from './extensions';

/** The completion at the `|` of a text. */
function complete(marked: string, explicit: boolean) {
  const offset = marked.indexOf('|');
  const state = EditorState.create({ doc: marked.replace('|', '') });
  return completeValues(new CompletionContext(state, offset, explicit));
}

/** The text after a proposal was taken at the `|` of a text. */
function take(marked: string, label: string) {
  const { from, to, options } = complete(marked, true)!;
  const { apply } = options.find(option => option.label === label)!;
  const text = marked.replace('|', '');
  return `${text.slice(0, from)}${apply}${text.slice(to)}`;
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

  it.each([
    ['repl|icaCount: 3', 'replicaCount', 'replicaCount: 3'],
    ['replicaCoun|: 3', 'replicaCount', 'replicaCount: 3'],
    ['|replicaCount: 3', 'image', 'image: 3'],
    ['replica|Count', 'replicaCount', 'replicaCount: '],
    ['replica|Count # groups', 'replicaCount', 'replicaCount:  # groups'],
    ['service:\n  ty|pe: NodePort', 'type', 'service:\n  type: NodePort'],
    ['service:\n  ty|p/e : NodePort', 'type', 'service:\n  type : NodePort'],
    ['service:\n  po|rt:80', 'port', 'service:\n  port:80'],
    ['serv|:\n  port: 80', 'service', 'service:\n  port: 80'],
    ['tolerations:\n  - |"k": a', 'key', 'tolerations:\n  - key: a'],
    [
      'service:\n  type: Clus|terIP # mine',
      'ClusterIP',
      'service:\n  type: ClusterIP # mine',
    ],
    [
      'service:\n  type: | Node Port',
      'ClusterIP',
      'service:\n  type: ClusterIP',
    ],
    [
      'service:\n  type: &t Node|Po',
      'NodePort',
      'service:\n  type: &t NodePort',
    ],
  ])('replaces the whole word in %p', (marked, label, expected) => {
    expect(take(marked, label)).toBe(expected);
  });

  it.each([
    'service:\n|  port: 80',
    'env:\n  -|',
    'env:\n  |- name: A',
    'service:\n  |{ port: 80 }',
    'service:\n  type: |"NodePort"',
    'service:\n  type: |# mine',
  ])('proposes nothing that would run into what is there: %p', marked => {
    expect(complete(marked, true)).toBeNull();
  });

  it('proposes nothing in a comment', () => {
    expect(complete('# ty|', true)).toBeNull();
  });
});
