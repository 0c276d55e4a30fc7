import type { ValueIssue } from '../../api/contract';
import { declaredPorts } from '../containerPorts';
import { ClosedPort, openPorts } from '../openPorts';
import { formatPath } from '../paths';
import { serviceTargets } from '../serviceTargets';
import { Check, once, warningAt } from './check';
import { portReferenceIssue } from './portReference';

/** Ports of the Service that lead nowhere. */
export const servicePorts: Check = ({ values, pods }) => {
  const undeclared = serviceTargets(values, pods).filter(
    ({ declared }) => !declared,
  );
  if (undeclared.length === 0) {
    return [];
  }
  const [serving] = pods;
  const ports = declaredPorts(values, serving);
  const who = serving.role ?? 'server';
  return undeclared.flatMap(({ path, target }) =>
    portReferenceIssue(target, ports, path, who, 'service-target-port'),
  );
};

const CLOSED =
  'closed to all but the pods of the workload: networkPolicy opens ports of the leader by their names, so that none of the workers is opened with them';

function closedPortIssue({
  path,
  target,
  declared,
  clash,
}: ClosedPort): ValueIssue {
  // The name of the worker port is no value, and cannot be changed.
  const isListed = typeof clash?.path?.at(-1) === 'number';
  const renamed = declared && isListed ? clash?.path : undefined;
  return renamed
    ? warningAt([...renamed, 'name'], {
        rule: 'closed-port',
        message: `is the name of a port of the leader, too, which ${formatPath(
          path,
        )} leads to. So that one is ${CLOSED}. Rename this port of the workers, here and in their probes`,
        given: clash?.name,
      })
    : warningAt(path, {
        rule: 'closed-port',
        message: `is ${CLOSED}, and this one has no name, or one that a port of the workers has, too. Give it one of its own in leaderWorkerSet.leader.ports`,
        given: target,
      });
}

/** Ports of the Service that the workload's own network policy cuts off. */
export const closedPorts: Check = ({ values, pods }) =>
  values.networkPolicy?.enabled
    ? once(openPorts(values, pods).closed.map(closedPortIssue))
    : [];
