export { createLeaderWorkerSetController } from './controller';
export { LEADER_WORKER_SETS, LWS_CRD } from './types';
