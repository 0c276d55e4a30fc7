import {
  container,
  MERGED,
  pod,
  SERVING,
  SHARED,
} from './__testUtils__/podValues';
import { templates } from './__testUtils__/templates';

describe('values of pods', () => {
  it.each(SHARED.map(row => [row.key, row] as const))(
    '%s at the top level is for server, leader and worker',
    (key, { one, seen, beside }) => {
      const { server, leader, worker } = templates({ ...beside, [key]: one });
      expect([server, leader, worker].map(seen)).toEqual([one, one, one]);
    },
  );

  it.each(SHARED.map(row => [row.key, row] as const))(
    "%s of a role takes the top level's place in that role alone",
    (key, { one, other, seen, beside }) => {
      const values = { ...beside, [key]: one };
      const ofLeader = templates({
        ...values,
        leaderWorkerSet: { leader: { [key]: other } },
      });
      expect(Object.values(ofLeader).map(seen)).toEqual([one, other, one]);
      const ofWorker = templates({
        ...values,
        leaderWorkerSet: { worker: { [key]: other } },
      });
      expect(Object.values(ofWorker).map(seen)).toEqual([one, one, other]);
    },
  );

  it.each(SERVING.map(row => [row.key, row] as const))(
    '%s at the top level is for server and leader, and no worker',
    (key, { one, seen }) => {
      const { server, leader, worker } = templates({
        livenessProbe: null,
        readinessProbe: null,
        [key]: one,
      });
      expect([server, leader, worker].map(seen)).toEqual([one, one, undefined]);
    },
  );

  it.each(SERVING.map(row => [row.key, row] as const))(
    "%s of a role is the role's own, whatever the top level says",
    (key, { one, other, seen }) => {
      const { server, leader, worker } = templates({
        livenessProbe: null,
        readinessProbe: null,
        [key]: one,
        leaderWorkerSet: {
          leader: { [key]: other },
          worker: { [key]: other, port: null },
        },
      });
      expect([server, leader, worker].map(seen)).toEqual([one, other, other]);
    },
  );

  it.each(MERGED.map(row => [row.key, row] as const))(
    '%s of a role is merged over the top level',
    (key, { one, other, seen }) => {
      const { server, leader, worker } = templates({
        [key]: one,
        leaderWorkerSet: { worker: { [key]: other } },
      });
      expect([server, leader, worker].map(seen)).toEqual([
        expect.objectContaining({ a: '1', b: '1' }),
        expect.objectContaining({ a: '1', b: '1' }),
        expect.objectContaining({ a: '1', b: '2', c: '2' }),
      ]);
    },
  );

  it('has the port of each: server, leader and, where given, worker', () => {
    const { server, leader, worker } = templates({
      port: 9000,
      leaderWorkerSet: { leader: { port: 9001 }, worker: { port: 50052 } },
    });
    expect([server, leader, worker].map(container('ports'))).toEqual([
      [{ name: 'http', containerPort: 9000, protocol: 'TCP' }],
      [{ name: 'http', containerPort: 9001, protocol: 'TCP' }],
      [{ name: 'worker', containerPort: 50052, protocol: 'TCP' }],
    ]);
  });

  it('adds TCP to a port without a protocol: it is a key of the list', () => {
    const { server } = templates({ ports: [{ containerPort: 9000 }] });
    expect(container('ports')(server)).toContainEqual({
      containerPort: 9000,
      protocol: 'TCP',
    });
  });

  it("runs a role as its own service account, or else as the workload's", () => {
    const { server, leader, worker } = templates({
      serviceAccount: { name: 'base' },
      leaderWorkerSet: { leader: { serviceAccountName: 'leads' } },
    });
    expect([server, leader, worker].map(pod('serviceAccountName'))).toEqual([
      'base',
      'leads',
      'base',
    ]);
  });

  it('keeps LWS_ variables in standard mode, where nothing injects them', () => {
    const env = [{ name: 'LWS_GROUP_SIZE', value: '1' }];
    const { server, leader } = templates({ env });
    expect([server, leader].map(container('env'))).toEqual([env, undefined]);
  });

  it('has no security context where all parts of it are removed', () => {
    const { server, leader, worker } = templates({
      securityContext: null,
      podSecurityContext: null,
      enableRuntimeDefaultSeccompProfile: false,
    });
    for (const template of [server, leader, worker]) {
      expect(template.spec).not.toHaveProperty('securityContext');
      expect(template.spec.containers[0]).not.toHaveProperty('securityContext');
    }
  });
});
