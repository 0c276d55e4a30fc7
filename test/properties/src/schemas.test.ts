import {
  AIKIT_MODELS,
  Manifest,
  parseValues,
  PRESETS,
  renderWorkload,
} from '@aikit-backstage/plugin-aikit-common';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaErrors } from './schemas/schemaErrors';

const CASES = join(__dirname, '..', '..', 'golden', 'cases');

type Input = Omit<Parameters<typeof renderWorkload>[0], 'namespace'>;

function rendered(input: Input): Manifest[] {
  const result = renderWorkload({ ...input, namespace: 'ml' });
  if (!result.ok) {
    throw new Error(JSON.stringify(result.issues));
  }
  return result.manifests;
}

function valuesOf(golden: string): unknown {
  const text = readFileSync(join(CASES, golden, 'values.yaml'), 'utf8');
  const parsed = parseValues(text);
  return parsed.ok ? parsed.values : undefined;
}

/** Each mode of each preset, with the inputs that have no default. */
const CHOICES = PRESETS.flatMap(({ name, inputs }) => {
  const has = (key: string) => Object.hasOwn(inputs.shape, key);
  const required = {
    ...(has('model') && { model: AIKIT_MODELS[0].name }),
    ...(has('image') && { image: 'registry.example.com/server:1' }),
    ...(has('workerImage') && { workerImage: 'registry.example.com/rpc:1' }),
  };
  return ['standard', 'distributed']
    .map(mode => ({
      name,
      inputs: has('mode') ? { ...required, mode } : required,
    }))
    .filter(choice => inputs.safeParse(choice.inputs).success);
});

describe('the schemas of Kubernetes, LeaderWorkerSet and Gateway API', () => {
  it.each(readdirSync(CASES))('take the golden %s', golden => {
    const manifests = rendered({ values: valuesOf(golden), release: 'r1' });
    expect(manifests.flatMap(schemaErrors)).toEqual([]);
  });

  it('take each preset in each mode', () => {
    const names = new Set(CHOICES.map(({ name }) => name));
    expect([...names]).toEqual(PRESETS.map(({ name }) => name));
    for (const preset of CHOICES) {
      const manifests = rendered({ values: {}, name: 'chat', preset });
      expect({ preset, errors: manifests.flatMap(schemaErrors) }).toEqual({
        preset,
        errors: [],
      });
    }
  });

  const [workload, service] = rendered({
    name: 'chat',
    values: { leaderWorkerSet: { enabled: true } },
  });
  const [deployment] = rendered({ name: 'chat', values: {} });

  /** The same with one thing changed, by a path. */
  function changed(manifest: Manifest, path: string[], value: unknown) {
    const copy = JSON.parse(JSON.stringify(manifest));
    const parent = path.slice(0, -1).reduce((node, key) => node[key], copy);
    parent[path[path.length - 1]] = value;
    return copy;
  }

  const groups = ['spec', 'leaderWorkerTemplate'];
  const container = ['spec', 'containers', '0'];

  it.each([
    ['an unknown field', workload, ['spec', 'replica'], 1],
    [
      'an unknown field of a pod',
      workload,
      [...groups, 'leaderTemplate', 'spec', 'hostNetwrk'],
      true,
    ],
    ['a wrong type', workload, [...groups, 'size'], '2'],
    [
      'a setting that is not there',
      workload,
      [...groups, 'restartPolicy'],
      'Never',
    ],
    [
      'a port without a number',
      deployment,
      ['spec', 'template', ...container, 'ports'],
      [{ name: 'x' }],
    ],
    [
      'two variables of one name',
      deployment,
      ['spec', 'template', ...container, 'env'],
      [{ name: 'A' }, { name: 'A' }],
    ],
    ['an unknown field of a Service', service, ['spec', 'port'], 80],
    [
      'no number where one must be',
      service,
      ['spec', 'ports'],
      [{ port: 'http' }],
    ],
  ])('refuse %s', (_what, manifest, path, value) => {
    expect(schemaErrors(manifest)).toEqual([]);
    expect(schemaErrors(changed(manifest, path, value))).not.toEqual([]);
  });

  it('know no other kind', () => {
    const other = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' } };
    expect(schemaErrors(other)).toEqual([
      'v1 Pod: there is no schema of this kind',
    ]);
  });
});
