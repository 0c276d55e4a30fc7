import { z } from 'zod';
import { describeIssue } from '../zodIssues';
import { formatPath } from '../paths';
import { envVar } from './env';
import { readinessProbe as probe } from './probe';
import { parseQuantity } from '../../quantities/quantity';
import { resources } from './resources';
import { affinity, toleration } from './scheduling';
import { podSecurityContext, roleSecurityContext } from './securityContext';

function issues(schema: z.ZodType, value: unknown): [string, string][] {
  const result = schema.safeParse(value, { error: describeIssue });
  return (result.error?.issues ?? []).map(({ path, message }) => [
    formatPath(path),
    message,
  ]);
}

const GPU = 'nvidia.com/gpu';
const at = (section: string) => `${section}["${GPU}"]`;

describe('resources', () => {
  it.each([
    [{ limits: { cpu: 4, memory: '1.5Gi', [GPU]: 1 } }],
    [{ limits: { [GPU]: '2' }, requests: { [GPU]: 2, cpu: '500m' } }],
    [{ limits: { cpu: 1, 'hugepages-2Mi': '4Mi', 'google.com/tpu': 4 } }],
    [{ limits: {}, requests: { memory: '1e3', 'ephemeral-storage': '1Gi' } }],
  ])('takes %j', value => {
    expect(issues(resources, value)).toEqual([]);
  });

  it.each([
    [{ limits: { [GPU]: 0.5 } }, at('limits'), /counted in whole devices/],
    [{ limits: { [GPU]: '500m' } }, at('limits'), /MIG or time-slicing/],
    [{ requests: { [GPU]: 1 } }, at('requests'), /write it under limits/],
    [
      { limits: { [GPU]: 2 }, requests: { [GPU]: 1 } },
      at('requests'),
      /requested 1 times and limited to 2.*leave the request out/,
    ],
    [
      { limits: { memory: '1Gi' }, requests: { memory: '1025Mi' } },
      'limits.memory',
      /raise the limit or lower the request/,
    ],
    [{ limits: { gpu: 1 } }, 'limits.gpu', /did you mean nvidia.com\/gpu/],
    [{ limits: { ram: '1Gi' } }, 'limits.ram', /is no resource name/],
    [{ limits: { memory: '8GB' } }, 'limits.memory', /not "8GB"/],
    [{ limits: { cpu: -1 } }, 'limits.cpu', /quantity/],
  ])('refuses %j', (value, path, message) => {
    expect(issues(resources, value)).toEqual([
      [path, expect.stringMatching(message)],
    ]);
  });
});

describe('parseQuantity', () => {
  it.each([
    ['500m', 0.5],
    ['1.5Gi', 1.5 * 2 ** 30],
    ['1E', 1e18],
    ['1e3', 1000],
    ['.5', 0.5],
    [4, 4],
    ['', undefined],
    ['Gi', undefined],
    ['1 Gi', undefined],
  ])('reads %p as %p', (quantity, value) => {
    expect(parseQuantity(quantity)).toBe(value);
  });
});

describe('probe', () => {
  it('says how to replace the handler of the default', () => {
    expect(
      issues(probe, { httpGet: { port: 'http' }, tcpSocket: { port: 80 } }),
    ).toEqual([['values', expect.stringMatching(/set httpGet to null/)]]);
  });

  it('says how to have no probe', () => {
    expect(issues(probe, {})).toEqual([
      ['values', expect.stringMatching(/set it to null/)],
    ]);
  });

  it('refuses a period of zero', () => {
    expect(
      issues(probe, { exec: { command: ['true'] }, periodSeconds: 0 }),
    ).toEqual([['periodSeconds', 'must be a whole number of 1 or more']]);
  });
});

describe('envVar', () => {
  it.each([
    [{ name: 'A' }],
    [{ name: 'A', value: '' }],
    [{ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }],
    [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
  ])('takes %j', value => {
    expect(issues(envVar, value)).toEqual([]);
  });

  it.each([
    [{ value: 'x' }, 'name', 'is required'],
    [{ name: '1A' }, 'name', /variable name/],
    [{ name: 'A', value: 3 }, 'value', /in quotes, "3"/],
    [{ name: 'A', valueFrom: {} }, 'valueFrom', /exactly one of/],
    [
      { name: 'A', valueFrom: { secretRef: {} } },
      'valueFrom.secretRef',
      /did you mean secretKeyRef/,
    ],
    [
      {
        name: 'A',
        value: 'x',
        valueFrom: { fieldRef: { fieldPath: 'metadata.name' } },
      },
      'values',
      /not both/,
    ],
  ])('refuses %j', (value, path, message) => {
    expect(issues(envVar, value)).toContainEqual([
      path,
      expect.stringMatching(message),
    ]);
  });
});

describe('scheduling', () => {
  it.each([
    [{ operator: 'Exists' }, []],
    [{ key: 'a', operator: 'exists' }, ['operator']],
    [{ effect: 'NoSchedule' }, ['values']],
    [{ key: 'a', operator: 'Exists', value: 'b' }, ['value']],
    [
      { key: 'a', effect: 'NoSchedule', tolerationSeconds: 3 },
      ['tolerationSeconds'],
    ],
  ])('the toleration %j has issues at %j', (value, paths) => {
    expect(issues(toleration, value).map(([path]) => path)).toEqual(paths);
  });

  it('refuses an affinity without terms, and operators without values', () => {
    const terms = (nodeSelectorTerms: unknown[]) => ({
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms },
      },
    });
    expect(issues(affinity, terms([]))[0][1]).toBe(
      'must have at least 1 entry',
    );
    expect(
      issues(
        affinity,
        terms([{ matchExpressions: [{ key: 'a', operator: 'In' }] }]),
      )[0][1],
    ).toMatch(/must have values with In/);
  });

  it.each([
    [{ key: 'spec.name', operator: 'In', values: ['a'] }, 'key', /metadata/],
    [{ key: 'metadata.name', operator: 'Exists' }, 'operator', /In, NotIn/],
    [
      { key: 'metadata.name', operator: 'In', values: ['a', 'b'] },
      'values',
      /a term of its own/,
    ],
  ])(
    'selects nodes by their name alone, and not by %j',
    (field, path, said) => {
      const preference = { matchFields: [field] };
      const found = issues(affinity, {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, preference },
          ],
        },
      });
      expect(found[0]).toEqual([
        `nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchFields[0].${path}`,
        expect.stringMatching(said),
      ]);
    },
  );
});

describe('security contexts', () => {
  it('tells a pod from a container, and lets a role have both', () => {
    const both = { fsGroup: 1, privileged: false };
    expect(issues(podSecurityContext, both)).toEqual([
      ['privileged', expect.stringMatching(/is not known here/)],
    ]);
    expect(issues(roleSecurityContext, both)).toEqual([]);
  });

  it('knows nothing of the users that an unmasked /proc needs', () => {
    expect(issues(roleSecurityContext, { procMount: 'Unmasked' })).toEqual([
      ['procMount', expect.stringMatching(/must be Default.*hostUsers: false/)],
    ]);
    expect(issues(roleSecurityContext, { procMount: 'Default' })).toEqual([]);
  });

  it('wants a profile with Localhost only', () => {
    expect(
      issues(podSecurityContext, { seccompProfile: { type: 'Localhost' } }),
    ).toEqual([
      ['seccompProfile', expect.stringMatching(/must have localhostProfile/)],
    ]);
  });
});
