/**
 * Kubernetes clusters in memory, for `npm start` and for tests.
 *
 * @packageDocumentation
 */
export * from './cluster';
export type { Fault } from './faults/fault';
export type { BehaviourRule } from './kubelet/behaviours';
export { LEADER_WORKER_SETS } from './leaderworkerset';
export { nodeManifest, type NodeOptions } from './objects/nodeManifest';
export { NODES, PODS } from './objects/resourceTypes';
export { playScenario, type PlayedScenario } from './scenarios/play';
export { parseScenario, type Scenario } from './scenarios/scenario';
export { readScenarios } from './scenarios/files';
