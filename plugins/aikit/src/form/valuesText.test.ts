import { Inference } from './inference';
import { draftIssues, textOf, withText } from './valuesText';

function standard(overrides: Partial<Inference> = {}): Inference {
  return {
    preset: 'aikit',
    inputs: { mode: 'standard', groups: 2, gpusPerPod: 1 },
    ...overrides,
  };
}

/** The choice after some text was replaced in the editor. */
function edited(inference: Inference, from: string, to: string): Inference {
  const text = textOf(inference)!;
  expect(text).toContain(from);
  return withText(inference, text.replace(from, to));
}

describe('textOf', () => {
  it('shows the chart’s values, the preset’s over them, and the edits last', () => {
    const text = textOf(standard({ values: { service: { port: 80 } } }));
    expect(text).toContain('fsGroup: 999\n');
    expect(text).toContain('replicaCount: 2\n');
    expect(text).toContain('  port: 80\n');
  });

  it('shows nothing for inputs that are wrong', () => {
    expect(textOf(standard({ inputs: { groups: -1 } }))).toBeUndefined();
    expect(textOf(standard({ preset: 'none' }))).toBeUndefined();
  });
});

describe('withText', () => {
  it('changes nothing when the text is as it was', () => {
    const inference = standard({ values: { podLabels: { team: 'a' } } });
    expect(withText(inference, textOf(inference)!)).toEqual(inference);
  });

  it('makes an edit an input where the preset has one for it', () => {
    const next = edited(standard(), 'replicaCount: 2', 'replicaCount: 3');
    expect(next).toEqual(
      standard({ inputs: { mode: 'standard', groups: 3, gpusPerPod: 1 } }),
    );
  });

  it('makes it a value laid over the preset’s elsewhere', () => {
    expect(edited(standard(), 'port: 8080\nres', 'port: 80\nres')).toEqual(
      standard({ values: { service: { port: 80 } } }),
    );
  });

  it('removes what is removed from the text', () => {
    const next = edited(
      standard(),
      'enableRuntimeDefaultSeccompProfile: true\n',
      '',
    );
    expect(next.values).toEqual({ enableRuntimeDefaultSeccompProfile: null });
    expect(textOf(next)).not.toContain('Seccomp');
  });

  it('makes edits values when inputs cannot say them', () => {
    const next = edited(standard(), 'replicaCount: 2', 'replicaCount: many');
    expect(next.inputs).toEqual(standard().inputs);
    expect(next.values).toEqual({ replicaCount: 'many' });
  });

  it('keeps comments, until the form says something else', () => {
    const inference = standard();
    const text = `# for the demo\n${textOf(inference)}`;
    const next = withText(inference, text);
    expect(next).toEqual({ ...inference, draft: text });
    expect(textOf(next)).toBe(text);

    const inputs = { ...next.inputs, groups: 5 };
    expect(textOf({ ...next, inputs })).toBe(textOf(standard({ inputs })));
  });

  it.each([
    ['no YAML', 'image: [', 'line 1'],
    ['no map', '- a', 'values'],
    ['a map that contains itself', 'a: &a\n  b: *a\n', 'a.b.b'],
    ['a number that is none', 'replicaCount: .nan', 'replicaCount'],
    ['a key twice', 'a: 1\na: 2\n', 'line 2'],
  ])(
    'keeps a text that is %s beside the values, and says why',
    (_, text, path) => {
      const inference = standard({ values: { service: { port: 80 } } });
      const next = withText(inference, text);
      expect(next).toEqual({ ...inference, draft: text });
      expect(textOf({ ...next, inputs: { groups: 7 } })).toBe(text);
      expect(draftIssues(next)).toEqual([
        expect.objectContaining({ severity: 'error', path }),
      ]);
    },
  );

  it('takes a text that can be read again', () => {
    const broken = withText(standard(), 'image: [');
    const mended = withText(broken, textOf(standard())!);
    expect(mended).toEqual(standard());
    expect(draftIssues(mended)).toEqual([]);
  });
});
