export { createLeaderWorkerSetController } from './controller';
export { LWS_CRD } from './crd';
export { ANNOTATIONS, LABELS, LEADER_WORKER_SETS } from './types';
export type { LeaderWorkerSet } from './types';
