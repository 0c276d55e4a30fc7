import fc from 'fast-check';
import { some } from './scalars';

const id = fc.integer({ min: 1, max: 65_534 });

const shared = {
  runAsUser: id,
  runAsGroup: id,
  runAsNonRoot: fc.boolean(),
  seccompProfile: fc.constantFrom(
    { type: 'RuntimeDefault' },
    { type: 'Localhost', localhostProfile: 'a.json' },
  ),
  appArmorProfile: fc.constantFrom(
    { type: 'Unconfined' },
    { type: 'Localhost', localhostProfile: 'a' },
  ),
  seLinuxOptions: some({
    level: fc.constant('s0:c1,c2'),
    user: fc.constant('u'),
    role: fc.constant('r'),
    type: fc.constant('t'),
  }),
};

const podOnly = {
  fsGroup: id,
  fsGroupChangePolicy: fc.constantFrom('OnRootMismatch', 'Always'),
  supplementalGroups: fc.uniqueArray(id, { maxLength: 2 }),
  supplementalGroupsPolicy: fc.constantFrom('Merge', 'Strict'),
  sysctls: fc.constant([{ name: 'net.core.somaxconn', value: '1024' }]),
};

const containerKeys = {
  ...shared,
  readOnlyRootFilesystem: fc.boolean(),
  procMount: fc.constant('Default'),
  capabilities: some({
    add: fc.constant(['NET_BIND_SERVICE']),
    drop: fc.constant(['ALL']),
  }),
};

/** A privileged container may always escalate. */
const privileges = fc.oneof(
  fc.constant({}),
  fc.constant({ privileged: true, allowPrivilegeEscalation: true }),
  fc.record({
    privileged: fc.constant(false),
    allowPrivilegeEscalation: fc.boolean(),
  }),
);

function ofContainer(keys: typeof containerKeys) {
  return fc
    .tuple(some(keys), privileges)
    .map(([one, allowed]) => ({ ...one, ...allowed }));
}

/** Security contexts of the three kinds that the values have. */
export const securityContexts = {
  pod: some({
    ...shared,
    ...podOnly,
    seLinuxChangePolicy: fc.constantFrom('MountOption', 'Recursive'),
  }),
  container: ofContainer(containerKeys),
  role: fc
    .tuple(ofContainer(containerKeys), some(podOnly))
    .map(([container, pod]) => ({ ...container, ...pod })),
};
