import type { Manifest } from '@aikit-backstage/plugin-aikit-common';
import type { Target } from '@aikit-backstage/test-target';
import { acceptanceChecks } from './accepted/checks';
import { Cluster } from './cluster';
import { deployedChecks } from './deployed/checks';
import { refusalChecks, silentFailureChecks } from './refused/checks';
import { NAMESPACE } from './refused/refusal';
import { prepare } from './surroundings';

/** What one cluster is like. */
export interface Surroundings {
  start(): Promise<Target>;
  /** The CRD of HTTPRoute, which clusters do not bring along. */
  routes(): Manifest;
  /** Whether it has all the rules of a real API server. */
  everything: boolean;
}

/** What is rendered is accepted; what a cluster refuses is refused before. */
export function acceptanceTests({ start, routes, everything }: Surroundings) {
  let target: Target;
  const cluster = new Cluster(() => target, NAMESPACE);

  beforeAll(async () => {
    target = await start();
    await prepare(target, cluster, routes());
  }, 120_000);

  afterAll(() => target?.stop(), 30_000);

  acceptanceChecks(cluster, NAMESPACE);
  deployedChecks(cluster, NAMESPACE);
  refusalChecks(cluster, everything);
  silentFailureChecks(cluster);
}
