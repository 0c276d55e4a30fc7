import type { ValuesMap } from '../../values/merge';
import type { Template } from './templates';

/** A value of pods, and where it ends up. */
export interface PodValue {
  key: string;
  /** Two values that differ. */
  one: unknown;
  other: unknown;
  /** Where it is seen in a template. */
  seen: (template: Template) => unknown;
  /** What the key needs beside it. */
  beside?: ValuesMap;
}

/** A key of the pod. */
export const pod = (key: string) => (template: Template) => template.spec[key];
/** A key of its container. */
export const container = (key: string) => (template: Template) =>
  template.spec.containers[0][key];

const VOLUMES = [
  { name: 'a', emptyDir: {} },
  { name: 'b', emptyDir: { medium: 'Memory' } },
];

const spread = (topologyKey: string) => [
  { maxSkew: 1, topologyKey, whenUnsatisfiable: 'ScheduleAnyway' },
];

const zone = (topologyKey: string) => ({
  podAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey }],
  },
});

const limits = (gpus: string) => ({ limits: { 'nvidia.com/gpu': gpus } });

const named = (key: string): PodValue => ({
  key,
  one: 'one',
  other: 'other',
  seen: pod(key),
});

/** Keys whose top-level value is the base of both roles. */
export const SHARED: PodValue[] = [
  {
    key: 'resources',
    one: limits('1'),
    other: limits('2'),
    seen: template => ({
      limits: {
        'nvidia.com/gpu': (
          container('resources')(template) as ReturnType<typeof limits>
        ).limits['nvidia.com/gpu'],
      },
    }),
  },
  {
    key: 'env',
    one: [{ name: 'A', value: '1' }],
    other: [{ name: 'B', value: '2' }],
    seen: container('env'),
  },
  {
    key: 'envFrom',
    one: [{ secretRef: { name: 'tokens' } }],
    other: [{ prefix: 'X_', configMapRef: { name: 'settings' } }],
    seen: container('envFrom'),
  },
  {
    key: 'volumeMounts',
    one: [{ name: 'a', mountPath: '/dev/shm' }],
    other: [{ name: 'b', mountPath: '/models', readOnly: true }],
    seen: container('volumeMounts'),
    beside: { volumes: VOLUMES },
  },
  {
    key: 'volumes',
    one: [VOLUMES[0]],
    other: [VOLUMES[1]],
    seen: pod('volumes'),
  },
  {
    key: 'tolerations',
    one: [{ key: 'a', operator: 'Exists' }],
    other: [{ key: 'b', operator: 'Exists' }],
    seen: pod('tolerations'),
  },
  { key: 'affinity', one: zone('a'), other: zone('b'), seen: pod('affinity') },
  {
    key: 'topologySpreadConstraints',
    one: spread('zone'),
    other: spread('rack'),
    seen: pod('topologySpreadConstraints'),
  },
  named('priorityClassName'),
  named('runtimeClassName'),
  named('schedulerName'),
  {
    key: 'terminationGracePeriodSeconds',
    one: 0,
    other: 600,
    seen: pod('terminationGracePeriodSeconds'),
  },
];

/** Keys whose top-level value is for what serves HTTP. */
export const SERVING: PodValue[] = [
  { key: 'command', one: ['a'], other: ['b'], seen: container('command') },
  { key: 'args', one: ['a'], other: ['b'], seen: container('args') },
  {
    key: 'startupProbe',
    one: { tcpSocket: { port: 'http' }, failureThreshold: 60 },
    other: { exec: { command: ['true'] } },
    seen: container('startupProbe'),
  },
  {
    key: 'livenessProbe',
    one: { httpGet: { path: '/', port: 'http' }, periodSeconds: 5 },
    other: { grpc: { port: 8080 } },
    seen: container('livenessProbe'),
  },
  {
    key: 'readinessProbe',
    one: { httpGet: { path: '/', port: 'http' }, periodSeconds: 5 },
    other: { tcpSocket: { port: 8080 }, successThreshold: 2 },
    seen: container('readinessProbe'),
  },
  {
    key: 'ports',
    one: [{ name: 'metrics', containerPort: 9000, protocol: 'TCP' }],
    other: [{ containerPort: 9001, protocol: 'UDP' }],
    seen: template => {
      const ports = (container('ports')(template) ?? []) as { name?: string }[];
      const extra = ports.filter(({ name }) => name !== 'http');
      return extra.length > 0 ? extra : undefined;
    },
  },
];

/** Keys of which both values count. */
export const MERGED: PodValue[] = [
  {
    key: 'podLabels',
    one: { a: '1', b: '1' },
    other: { b: '2', c: '2' },
    seen: template => template.metadata.labels,
  },
  {
    key: 'podAnnotations',
    one: { a: '1', b: '1' },
    other: { b: '2', c: '2' },
    seen: template => template.metadata.annotations,
  },
  {
    key: 'nodeSelector',
    one: { a: '1', b: '1' },
    other: { b: '2', c: '2' },
    seen: pod('nodeSelector'),
  },
];
