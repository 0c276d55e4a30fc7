import { CustomErrorBase } from '@backstage/errors';

/** The workload was submitted, and did not become ready. */
export class WorkloadNotReadyError extends CustomErrorBase {
  name = 'WorkloadNotReadyError' as const;
}

/** The task was cancelled while it waited for the workload. */
export class WaitingCancelledError extends CustomErrorBase {
  name = 'WaitingCancelledError' as const;
}
