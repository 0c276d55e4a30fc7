import { renderWorkload } from '../render/renderWorkload';

const LENGTH = 100_000;

/** Longest that any of these may take, on a slow machine; the usual is 10. */
const PATIENCE_MS = 1_000;

/** What makes an expression that can match in two ways try all of them. */
const LONG = [
  ...['0', 'a', '-', '.', '/', ' ', ':', 'a.', 'a/', '0.', '-1', '%2f', '$('],
].map(piece => piece.repeat(LENGTH / piece.length));

/** One field of each kind of text. */
const FIELDS: [string, (text: string) => Record<string, unknown>][] = [
  ['a quantity', memory => ({ resources: { limits: { memory } } })],
  ['a resource', name => ({ resources: { limits: { [name]: 1 } } })],
  ['a number', replicaCount => ({ replicaCount })],
  ['a share', maxSurge => ({ strategy: { rollingUpdate: { maxSurge } } })],
  ['a truth', enabled => ({ autoscaling: { enabled } })],
  ['one of a few', type => ({ service: { type } })],
  ['a port', targetPort => ({ service: { targetPort } })],
  ['an image', repository => ({ image: { repository } })],
  ['a tag', tag => ({ image: { tag } })],
  ['an object', name => ({ imagePullSecrets: [{ name }] })],
  ['a volume', name => ({ volumes: [{ name, emptyDir: {} }] })],
  ['a path', mountPath => ({ volumeMounts: [{ name: 'a', mountPath }] })],
  ['a variable', name => ({ env: [{ name }] })],
  ['a text', arg => ({ args: [arg] })],
  [
    'a field',
    fieldPath => ({
      env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath } } }],
    }),
  ],
  ['a label', text => ({ podLabels: { [text]: text } })],
  ['an annotation', text => ({ podAnnotations: { [text]: text } })],
  ['a name', fullnameOverride => ({ fullnameOverride })],
  ['a key', key => ({ [key]: 1 })],
  ['a toleration', value => ({ tolerations: [{ key: value, value }] })],
  ['a host', host => ({ ingress: { enabled: true, hosts: [{ host }] } })],
  [
    'a range of addresses',
    cidr => ({
      networkPolicy: { enabled: true, from: [{ ipBlock: { cidr } }] },
    }),
  ],
  [
    'a route',
    value => ({
      httpRoute: {
        enabled: true,
        parentRefs: [{ name: value }],
        matches: [{ path: { value: `/${value}` } }],
      },
    }),
  ],
];

/** How long rendering takes, in milliseconds. */
function timeOf(input: Partial<Parameters<typeof renderWorkload>[0]>): number {
  const started = Date.now();
  renderWorkload({ values: {}, name: 'chat', namespace: 'ml', ...input });
  return Date.now() - started;
}

describe('a text of 100,000 characters', () => {
  it.each(FIELDS)('is answered at once where %s belongs', (_name, values) => {
    for (const text of LONG) {
      expect(timeOf({ values: values(text) })).toBeLessThan(PATIENCE_MS);
      expect(timeOf({ values: values(`1${text}!`) })).toBeLessThan(PATIENCE_MS);
    }
  });

  it.each(['model', 'image', 'accelerator', 'memory', 'mode', 'gpusPerPod'])(
    'is answered at once as the input %s of a preset',
    input => {
      for (const text of LONG) {
        const inputs = { [input]: `${text}!` };
        expect(timeOf({ preset: { name: 'vllm', inputs } })).toBeLessThan(
          PATIENCE_MS,
        );
      }
    },
  );

  it.each(['name', 'namespace', 'entityRef', 'owner', 'lwsVersion'])(
    'is answered at once as the %s',
    field => {
      for (const text of LONG) {
        expect(timeOf({ [field]: `${text}!` })).toBeLessThan(PATIENCE_MS);
      }
    },
  );
});
