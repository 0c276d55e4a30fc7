import { declaredPorts } from '../containerPorts';
import { openPorts } from '../openPorts';
import { serviceTargets } from '../serviceTargets';
import { Check, warningAt } from './check';
import { portReferenceIssue } from './portReference';

/** Ports of the Service that lead nowhere. */
export const servicePorts: Check = ({ values, pods }) => {
  const [serving] = pods;
  const ports = declaredPorts(values, serving);
  const who = serving.role ?? 'server';
  return serviceTargets(values, pods).flatMap(({ path, target }) =>
    portReferenceIssue(target, ports, path, who, 'service-target-port'),
  );
};

/** Ports of the Service that the workload's own network policy cuts off. */
export const closedPorts: Check = ({ values, pods }) =>
  values.networkPolicy?.enabled
    ? openPorts(values, pods).closed.map(({ path, target }) =>
        warningAt(path, {
          rule: 'closed-port',
          message:
            'is closed to all but the pods of the workload: networkPolicy opens ports of the leader by their names, so that none of the workers is opened with them, and this one has no name, or one that a port of the workers has, too. Give it one of its own in leaderWorkerSet.leader.ports',
          given: target,
        }),
      )
    : [];
