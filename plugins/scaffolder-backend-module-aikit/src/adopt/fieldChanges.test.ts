import { fieldChanges } from './fieldChanges';

describe('fieldChanges', () => {
  it('names each field that is not the same', () => {
    expect(
      fieldChanges(
        { spec: { replicas: 1, image: 'a', same: { deep: [1] } } },
        { spec: { replicas: 2, image: 'a', same: { deep: [1] } } },
      ),
    ).toEqual([{ path: 'spec.replicas', before: 1, after: 2 }]);
  });

  it('has what only one side has as one change', () => {
    expect(fieldChanges({ gone: { a: 1, b: 2 } }, { came: ['x'] })).toEqual([
      { path: 'gone', before: { a: 1, b: 2 } },
      { path: 'came', after: ['x'] },
    ]);
  });

  it('compares items of a list by what Kubernetes tells them apart by', () => {
    const pod = (env: object[], more: object = {}) => ({
      containers: [{ name: 'aikit', env, ...more }],
    });
    const field = { fieldRef: { fieldPath: 'metadata.name' } };
    expect(
      fieldChanges(
        pod([
          { name: 'GONE', valueFrom: field },
          { name: 'LEVEL', valueFrom: { ...field, optional: true } },
        ]),
        pod([{ name: 'LEVEL', valueFrom: field }], { image: 'b' }),
      ),
    ).toEqual([
      {
        path: 'containers[name=aikit].env[name=GONE]',
        before: { name: 'GONE', valueFrom: field },
      },
      {
        path: 'containers[name=aikit].env[name=LEVEL].valueFrom.optional',
        before: true,
      },
      { path: 'containers[name=aikit].image', after: 'b' },
    ]);
  });

  it.each([
    ['ports', 'containerPort', 8080, {}],
    ['ports', 'port', 80, { targetPort: 'http' }],
    ['volumeMounts', 'mountPath', '/models', { name: 'data' }],
  ])('compares %s by %s', (list, key, id, item) => {
    const items = [
      { ...item, [key]: 'other' },
      { ...item, [key]: id },
    ];
    expect(
      fieldChanges({ [list]: items }, { [list]: [{ ...items[1], a: 1 }] }),
    ).toEqual([
      { path: `${list}[${key}=other]`, before: items[0] },
      { path: `${list}[${key}=${id}].a`, after: 1 },
    ]);
  });

  it('says when items are in another order', () => {
    const named = (...names: string[]) => ({
      initContainers: names.map(name => ({ name })),
    });
    expect(fieldChanges(named('a', 'b'), named('b', 'new', 'a'))).toEqual([
      { path: 'initContainers[name=new]', after: { name: 'new' } },
      {
        path: 'initContainers[*].name',
        before: ['a', 'b'],
        after: ['b', 'a'],
      },
    ]);
  });

  it('has no value of an environment variable', () => {
    const env = (...variables: object[]) => ({ name: 'aikit', env: variables });
    const token = (value: string) => ({ name: 'HF_TOKEN', value });
    const changes = fieldChanges(
      {
        changed: [env(token('hf_old'))],
        gone: [env(token('hf_gone'))],
        less: [env({ name: 'A' }, token('hf_less'))],
        moved: [env(token('hf_moved'))],
        twice: [env(token('hf_one'), token('hf_two'))],
        metadata: {
          annotations: {
            'kubectl.kubernetes.io/last-applied-configuration': 'hf_applied',
          },
        },
      },
      {
        changed: [env(token('hf_new'))],
        less: [env({ name: 'A' })],
        moved: [{ ...env(token('hf_moved')), name: 'other' }],
        twice: [env(token('hf_three'), token('hf_two'))],
        came: { containers: [env(token('hf_came'))] },
        metadata: { annotations: {} },
      },
    );
    expect(JSON.stringify(changes)).not.toContain('hf_');
    const shown = { name: 'HF_TOKEN', value: '***' };
    expect(changes).toEqual([
      {
        path: 'changed[name=aikit].env[name=HF_TOKEN].value',
        before: '***',
        after: '***',
      },
      { path: 'gone', before: [{ name: 'aikit', env: [shown] }] },
      { path: 'less[name=aikit].env[name=HF_TOKEN]', before: shown },
      { path: 'moved[name=aikit]', before: { name: 'aikit', env: [shown] } },
      { path: 'moved[name=other]', after: { name: 'other', env: [shown] } },
      {
        path: 'twice[name=aikit].env[0].value',
        before: '***',
        after: '***',
      },
      {
        path: 'metadata.annotations["kubectl.kubernetes.io/last-applied-configuration"]',
        before: '***',
      },
      {
        path: 'came',
        after: { containers: [{ name: 'aikit', env: [shown] }] },
      },
    ]);
  });

  it('compares other lists by position', () => {
    expect(fieldChanges({ list: [{ n: 1 }, 2] }, { list: [{ n: 3 }] })).toEqual(
      [
        { path: 'list[0].n', before: 1, after: 3 },
        { path: 'list[1]', before: 2 },
      ],
    );
  });

  it('puts keys with dots into brackets', () => {
    expect(
      fieldChanges({ labels: { 'helm.sh/chart': 'a' } }, { labels: {} }),
    ).toEqual([{ path: 'labels["helm.sh/chart"]', before: 'a' }]);
  });

  it('takes keys of the prototype for what they are', () => {
    expect(fieldChanges({}, JSON.parse('{"__proto__": 1}'))).toEqual([
      { path: '__proto__', after: 1 },
    ]);
  });
});
