import { renderWorkload } from './renderWorkload';

const TARGET = { name: 'chat', namespace: 'ml' };

function render(values: unknown, inputs?: Record<string, unknown>) {
  return renderWorkload({
    ...TARGET,
    values,
    preset: { name: 'vllm', inputs },
  });
}

describe('values over a preset', () => {
  it.each([undefined, null, {}])('may be %p', values => {
    expect(render(values)).toEqual(render({}));
    expect(render(values).ok).toBe(true);
  });

  it('replace what the preset made, key by key', () => {
    const result = render({ image: { tag: 'v9' } });
    expect(JSON.stringify(result.ok && result.manifests)).toContain(
      '"vllm/vllm-openai:v9"',
    );
  });

  it('remove what the preset made where they are null', () => {
    const result = render({ readinessProbe: null });
    expect(JSON.stringify(result.ok && result.manifests)).not.toContain(
      'readinessProbe',
    );
  });

  it('bring back what the preset removed', () => {
    const result = render({ podSecurityContext: { fsGroup: 5 } });
    expect(JSON.stringify(result.ok && result.manifests)).toContain(
      '"securityContext":{"fsGroup":5}',
    );
  });

  it('are not looked at while the preset has errors', () => {
    expect(render({ replicaCount: 'x' }, { groups: -1 })).toMatchObject({
      ok: false,
      issues: [{ path: 'preset.inputs.groups' }],
    });
  });

  it('report issues at their own path', () => {
    expect(render({ replicaCount: 'x' })).toMatchObject({
      ok: false,
      issues: [{ path: 'replicaCount' }],
    });
  });

  it('are the chart’s alone without a preset', () => {
    const result = renderWorkload({ ...TARGET, values: {} });
    expect(JSON.stringify(result.ok && result.manifests)).toContain(
      'ghcr.io/kaito-project/aikit/llama3.1:8b',
    );
  });
});
