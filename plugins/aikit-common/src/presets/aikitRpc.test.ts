import { containerOf, renderPreset } from './__testUtils__/renderPreset';
import { readPreset } from './readPreset';

function envOf(inputs: Record<string, unknown> = {}) {
  const { env = [] } = containerOf(renderPreset('aikit-rpc', inputs).leader);
  return Object.fromEntries(env.map(({ name, ...rest }) => [name, rest]));
}

describe('the preset aikit-rpc', () => {
  it.each([
    ['0.19', 'worker'],
    ['0.20', 'worker'],
    ['0.21', 'worker'],
    ['0.22', 'p2p-worker'],
    ['0.100', 'p2p-worker'],
  ])('starts the RPC server of AIKit %s by its command %s', (release, name) => {
    const { worker } = renderPreset('aikit-rpc', { aikitRelease: release });
    expect(containerOf(worker).command).toEqual([
      'local-ai',
      name,
      'llama-cpp-rpc',
      '--llama-cpp-args=-H 0.0.0.0 -p 50052',
    ]);
  });

  it.each(['1', 'latest', '0.2x'])('refuses the release %s', aikitRelease => {
    expect(
      readPreset({ name: 'aikit-rpc', inputs: { aikitRelease } }).issues,
    ).toMatchObject([{ path: 'preset.inputs.aikitRelease' }]);
  });

  it('tells the leader the address of each worker of its own group', () => {
    expect(envOf({ podsPerGroup: 4 })).toEqual({
      POD_NAME: { valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      POD_NAMESPACE: {
        valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } },
      },
      LLAMACPP_GRPC_SERVERS: {
        value: [1, 2, 3]
          .map(n => `$(POD_NAME)-${n}.$(POD_NAME).$(POD_NAMESPACE):50052`)
          .join(','),
      },
    });
  });

  it('declares the variables of an address before the address', () => {
    const { env = [] } = containerOf(renderPreset('aikit-rpc').leader);
    expect(env.at(-1)?.name).toBe('LLAMACPP_GRPC_SERVERS');
  });

  it('runs AIKit’s image and its own command in the leader', () => {
    const { leader } = renderPreset('aikit-rpc');
    const { image, command, args } = containerOf(leader);
    expect({ image, command, args }).toEqual({
      image: 'ghcr.io/kaito-project/aikit/llama3.1:8b',
    });
  });

  it('takes a worker for ready when its port answers', () => {
    const { worker } = renderPreset('aikit-rpc');
    expect(containerOf(worker)).toMatchObject({
      ports: [{ name: 'worker', containerPort: 50052 }],
      readinessProbe: { tcpSocket: { port: 50052 } },
    });
  });

  it('starts the workers before the leader is ready', () => {
    expect(renderPreset('aikit-rpc').spec.startupPolicy).toBe('LeaderCreated');
  });

  it('lets only the workload’s own pods reach the RPC port', () => {
    const own = { podSelector: { matchLabels: expect.anything() } };
    expect(renderPreset('aikit-rpc').object('NetworkPolicy')?.spec).toEqual(
      expect.objectContaining({
        ingress: [
          { from: [own] },
          { ports: [{ port: 'http', protocol: 'TCP' }] },
        ],
      }),
    );
  });

  it('refuses a leader without workers, with the number that would do', () => {
    expect(
      readPreset({ name: 'aikit-rpc', inputs: { podsPerGroup: 1 } }).issues,
    ).toMatchObject([
      { path: 'preset.inputs.podsPerGroup', given: 1, suggestion: 2 },
    ]);
  });

  it('has no standard mode', () => {
    expect(
      readPreset({ name: 'aikit-rpc', inputs: { mode: 'standard' } }).issues,
    ).toMatchObject([
      { path: 'preset.inputs.mode', suggestion: 'distributed' },
    ]);
  });
});
