import { Pod } from '../objects/kinds';
import { amountsOf } from '../scheduler/podRequests';
import { ContainerUsage } from '../server/podRuntime';
import { Behaviours } from './behaviours';
import { ContainerState } from './containers';
import { spread } from './identity';

const PERIOD_MS = 300_000;
const DEFAULT_CPU = 0.1;
const DEFAULT_MEMORY = 256 * 2 ** 20;

/**
 * What a running container uses: a steady share of what it asks for, with some
 * ups and downs, unless a rule says it.
 *
 * @param now - milliseconds of the epoch
 */
export function containerUsage(
  pod: Pod,
  { spec }: ContainerState,
  behaviours: Behaviours,
  now: number,
): ContainerUsage {
  const { resources } = spec;
  const asked = amountsOf({ ...resources?.limits, ...resources?.requests });
  const share = spread(pod.metadata.uid);
  const wave = Math.sin((now / PERIOD_MS + share) * 2 * Math.PI);
  const rule = behaviours.find('usage', pod, spec)?.what;
  const cpu = (asked.get('cpu') ?? DEFAULT_CPU * 1000) / 1000;
  const memory = asked.get('memory') ?? DEFAULT_MEMORY;
  return {
    name: spec.name,
    cpu: rule?.cpu ?? cpu * (0.4 + 0.2 * share + 0.1 * wave),
    memory: Math.round(
      rule?.memory ?? memory * (0.6 + 0.1 * share + 0.01 * wave),
    ),
  };
}
