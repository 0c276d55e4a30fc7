/** Variables that LeaderWorkerSet sets in every container itself. */
export const INJECTED_ENV: readonly string[] = [
  'LWS_LEADER_ADDRESS',
  'LWS_GROUP_SIZE',
  'LWS_WORKER_INDEX',
];
