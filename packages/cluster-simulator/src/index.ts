/**
 * Kubernetes clusters in memory, for `npm start` and for tests.
 *
 * @packageDocumentation
 */
export * from './cluster/cluster';
export type { Fault } from './server/faults';
export type { BehaviourRule } from './kubelet/behaviours';
export { LEADER_WORKER_SETS } from './leaderworkerset/types';
export { nodeManifest, type NodeOptions } from './objects/nodeManifest';
export { PODS } from './objects/resourceTypes';
export { playScenario, type PlayedScenario } from './cluster/playScenario';
export { parseScenario, type Scenario } from './cluster/scenario';
export { readScenarios } from './cluster/scenario';
