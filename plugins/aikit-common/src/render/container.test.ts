import { templates } from './__testUtils__/templates';

const env = [
  'LWS_LEADER_ADDRESS',
  'LWS_GROUP_SIZE',
  'LWS_WORKER_INDEX',
  'OWN',
].map(name => ({ name, value: 'x' }));

describe('the variables of a container', () => {
  it('are in a group without those that every LeaderWorkerSet sets', () => {
    const { server, leader, worker } = templates({ env });
    const names = ({ spec }: typeof server) =>
      (spec.containers[0].env as typeof env).map(({ name }) => name);
    expect(names(leader)).toEqual(['LWS_WORKER_INDEX', 'OWN']);
    expect(names(worker)).toEqual(['LWS_WORKER_INDEX', 'OWN']);
    expect(names(server)).toEqual(env.map(({ name }) => name));
  });
});
