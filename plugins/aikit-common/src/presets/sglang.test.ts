import { renderWorkload } from '../render';
import { containerOf, renderPreset } from './__testUtils__/renderPreset';

describe('the preset sglang', () => {
  it('serves from one pod without looking for others', () => {
    const { server } = renderPreset('sglang', {
      model: 'Qwen/Qwen3-8B',
      gpusPerPod: 2,
      contextLength: 8192,
    });
    expect(containerOf(server)).toMatchObject({
      command: [
        ...['python3', '-m', 'sglang.launch_server'],
        ...['--model-path', 'Qwen/Qwen3-8B', '--tp', '2'],
        ...['--context-length', '8192'],
        ...['--host', '0.0.0.0', '--port', '40000'],
      ],
      readinessProbe: { httpGet: { path: '/health', port: 'http' } },
    });
  });

  it('lets only the leader listen, and tells each pod its rank', () => {
    const { leader, worker } = renderPreset('sglang', {
      mode: 'distributed',
      podsPerGroup: 4,
      gpusPerPod: 8,
      port: 8080,
    });
    const ofWorker = containerOf(worker).command ?? [];
    expect(ofWorker).toEqual([
      ...['python3', '-m', 'sglang.launch_server'],
      ...['--model-path', 'meta-llama/Meta-Llama-3.1-8B-Instruct'],
      ...['--tp', '32'],
      ...['--dist-init-addr', '$(LWS_LEADER_ADDRESS):20000'],
      ...['--nnodes', '$(LWS_GROUP_SIZE)'],
      ...['--node-rank', '$(LWS_WORKER_INDEX)'],
    ]);
    expect(containerOf(leader).command).toEqual([
      ...ofWorker,
      ...['--host', '0.0.0.0', '--port', '8080'],
    ]);
    expect(containerOf(leader).readinessProbe).toMatchObject({
      tcpSocket: { port: 8080 },
    });
  });

  it('says what its ranks need of LeaderWorkerSet before 0.6', () => {
    const render = (lwsVersion: string) =>
      renderWorkload({
        preset: { name: 'sglang', inputs: { mode: 'distributed' } },
        values: {},
        name: 'chat',
        namespace: 'ml',
        lwsVersion,
      });
    expect(render('0.5.1')).toMatchObject({
      ok: false,
      issues: [{ path: 'env', rule: 'worker-index' }],
    });
    expect(render('0.6.0').ok).toBe(true);
  });

  it.each([true, false])('trusts the model’s code: %s', trustRemoteCode => {
    const { server } = renderPreset('sglang', { trustRemoteCode });
    const command = containerOf(server).command ?? [];
    expect(command.includes('--trust-remote-code')).toBe(trustRemoteCode);
  });
});
