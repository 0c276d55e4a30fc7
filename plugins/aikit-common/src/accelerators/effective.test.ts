import { acceleratorsOf, effectiveAccelerators } from './effective';

const GPU = 'nvidia.com/gpu';

function asking(count: number | string, restartPolicy?: string) {
  return { restartPolicy, resources: { limits: { [GPU]: count } } };
}

describe('effectiveAccelerators', () => {
  it('adds up the containers of a pod', () => {
    expect(
      effectiveAccelerators({ containers: [asking('2'), asking('1')] }),
    ).toEqual({ [GPU]: 3 });
  });

  it('takes a limit for a request, and a request for what it says', () => {
    expect(
      effectiveAccelerators({
        containers: [
          { resources: { limits: { [GPU]: '4' }, requests: { cpu: '1' } } },
          { resources: { requests: { [GPU]: '1' } } },
        ],
      }),
    ).toEqual({ [GPU]: 5 });
  });

  it('counts an init container only as far as it exceeds the containers', () => {
    const containers = [asking(2)];
    expect(
      effectiveAccelerators({ containers, initContainers: [asking(1)] }),
    ).toEqual({ [GPU]: 2 });
    expect(
      effectiveAccelerators({
        containers,
        initContainers: [asking(3), asking(1)],
      }),
    ).toEqual({ [GPU]: 3 });
  });

  it('counts sidecars with the containers', () => {
    expect(
      effectiveAccelerators({
        containers: [asking(2)],
        initContainers: [asking(1, 'Always')],
      }),
    ).toEqual({ [GPU]: 3 });
  });

  it('counts with an init container the sidecars that started before it only', () => {
    const init = asking(4);
    const sidecar = asking(1, 'Always');
    expect(
      effectiveAccelerators({
        containers: [asking(2)],
        initContainers: [sidecar, init],
      }),
    ).toEqual({ [GPU]: 5 });
    expect(
      effectiveAccelerators({
        containers: [asking(2)],
        initContainers: [init, sidecar],
      }),
    ).toEqual({ [GPU]: 4 });
  });

  it('adds the overhead', () => {
    expect(
      effectiveAccelerators({
        containers: [asking(2)],
        overhead: { [GPU]: '1', memory: '100Mi' },
      }),
    ).toEqual({ [GPU]: 3 });
  });

  it('keeps slices and whole devices apart', () => {
    expect(
      effectiveAccelerators({
        containers: [
          asking(1),
          { resources: { limits: { 'nvidia.com/mig-1g.5gb': '2' } } },
        ],
      }),
    ).toEqual({ [GPU]: 1, 'nvidia.com/mig-1g.5gb': 2 });
  });

  it('is empty for a pod that asks for none', () => {
    expect(
      effectiveAccelerators({
        containers: [{ resources: { limits: { cpu: '4', [GPU]: '0' } } }, {}],
      }),
    ).toEqual({});
    expect(effectiveAccelerators({})).toEqual({});
  });
});

describe('acceleratorsOf', () => {
  it('reads counts in every notation that Kubernetes has for them', () => {
    expect(
      acceleratorsOf({
        [GPU]: 8,
        'amd.com/gpu': '1k',
        'google.com/tpu': '2e0',
        'habana.ai/gaudi': '1500m',
        cpu: '64',
      }),
    ).toEqual({
      [GPU]: 8,
      'amd.com/gpu': 1000,
      'google.com/tpu': 2,
      'habana.ai/gaudi': 2,
    });
  });

  it('leaves out what is no quantity', () => {
    expect(acceleratorsOf({ [GPU]: 'many' })).toEqual({});
    expect(acceleratorsOf(undefined)).toEqual({});
  });
});
