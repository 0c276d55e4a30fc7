import { readPreset } from './readPreset';

function issuesOf(name: string, inputs?: Record<string, unknown>) {
  return readPreset({ name, inputs }).issues;
}

describe('reading the choice of a preset', () => {
  it('takes the defaults for inputs that are not given', () => {
    expect(readPreset({ name: 'aikit' })).toMatchObject({
      ok: true,
      issues: [],
      values: { image: { tag: '8b' }, replicaCount: 1 },
    });
  });

  it.each([undefined, null, ''])('takes the default for %p', model => {
    expect(readPreset({ name: 'aikit', inputs: { model } })).toEqual(
      readPreset({ name: 'aikit' }),
    );
  });

  it('asks what a mistyped preset was meant to be', () => {
    expect(issuesOf('vlm')).toEqual([
      {
        severity: 'error',
        path: 'preset.name',
        message: 'is no preset: did you mean vllm?',
        rule: 'preset-name',
        given: 'vlm',
        suggestion: 'vllm',
      },
    ]);
  });

  it('lists the presets when none is near', () => {
    const [{ message }] = issuesOf('ollama-cluster');
    expect(message).toBe(
      'is no preset: the presets are aikit, aikit-rpc, llamacpp, vllm, sglang, tensorrt-llm',
    );
  });

  it.each(['constructor', '__proto__', 'toString'])(
    'knows no preset of the name %s',
    name => {
      expect(issuesOf(name)).toMatchObject([{ rule: 'preset-name' }]);
    },
  );

  it('asks what a mistyped input was meant to be', () => {
    expect(issuesOf('vllm', { tensorParalel: 2 })).toEqual([
      {
        severity: 'error',
        path: 'preset.inputs.tensorParalel',
        message: 'is not known here: did you mean tensorParallel?',
        rule: 'unknown-key',
        suggestion: null,
      },
    ]);
  });

  it('reports a key that an input does not have at its own path', () => {
    expect(
      issuesOf('vllm', { hubSecret: { name: 'hub', field: 'x' } }),
    ).toMatchObject([{ path: 'preset.inputs.hubSecret.field' }]);
  });

  it.each([
    ['groups', -1, 'must be a whole number of 0 or more', 0],
    ['podsPerGroup', 0, 'must be a whole number of 1 or more', 1],
    ['gpusPerPod', 1.5, 'must be a whole number of 0 or more', 2],
    ['mode', 'distribute', 'distributed', 'distributed'],
    ['model', 'llama3.1:8', 'llama3.1:8b', 'llama3.1:8b'],
    ['memory', '-1Gi', 'must be a quantity above zero', '16Gi'],
    ['memory', 'much', 'must be a quantity above zero', '16Gi'],
    ['tolerateTaint', 'true', 'must be true or false', true],
  ])('refuses %s %p with a value that would do', (input, given, text, fix) => {
    expect(issuesOf('aikit', { [input]: given })).toEqual([
      expect.objectContaining({
        severity: 'error',
        path: `preset.inputs.${input}`,
        message: expect.stringContaining(text),
        rule: expect.any(String),
        given,
        suggestion: fix,
      }),
    ]);
    expect(issuesOf('aikit', { [input]: fix })).toEqual([]);
  });

  it.each([
    'a b',
    "a'; rm -rf /",
    '$(LWS_GROUP_SIZE)',
    'a`b`',
    'a\nb',
    '--flag',
    '',
  ])('lets no model %j into a command line', model => {
    const { ok, issues } = readPreset({ name: 'vllm', inputs: { model } });
    expect(ok).toBe(model === '');
    expect(issues.map(({ path }) => path)).toEqual(
      ok ? [] : ['preset.inputs.model'],
    );
  });

  it.each([
    ['a number that is none', { groups: NaN }],
    ['a date', { model: new Date(0) }],
    ['a prototype key', JSON.parse('{"__proto__": {"groups": 2}}')],
    ['a list for a map', { hubSecret: [] }],
    ['a map for a number', { groups: {} }],
  ])('gives issues for %s, and throws nothing', (_name, inputs) => {
    expect(readPreset({ name: 'vllm', inputs })).toMatchObject({ ok: false });
  });

  it('does not change the inputs', () => {
    const inputs = Object.freeze({
      hubSecret: Object.freeze({ name: 'hub' }),
      nodeSelector: Object.freeze({ zone: 'a' }),
    });
    expect(readPreset({ name: 'vllm', inputs }).ok).toBe(true);
  });
});
