import { ApiError } from '../api/apiError';

// As Kubernetes names the controller's Service after a default installation.
const SERVICE = 'lws-webhook-service.lws-system.svc:443';
const ADDRESS = '10.96.0.20:443';

/** LWS's webhooks, by the path at which they are called. */
export const WEBHOOKS = {
  mutateSet: {
    name: 'mleaderworkerset.kb.io',
    path: '/mutate-leaderworkerset-x-k8s-io-v1-leaderworkerset',
  },
  validateSet: {
    name: 'vleaderworkerset.kb.io',
    path: '/validate-leaderworkerset-x-k8s-io-v1-leaderworkerset',
  },
  mutatePod: { name: 'mpod.kb.io', path: '/mutate--v1-pod' },
  validatePod: { name: 'vpod.kb.io', path: '/validate--v1-pod' },
} as const;

type Webhook = (typeof WEBHOOKS)[keyof typeof WEBHOOKS];

function refusal({ name }: Webhook, message: string): string {
  return `admission webhook "${name}" denied the request: ${message}`;
}

/** A webhook says no. */
export function denied(webhook: Webhook, message: string): ApiError {
  return new ApiError(403, 'Forbidden', refusal(webhook, message));
}

/** A webhook has met a fault of its own: the answer names no reason. */
export function panicked(webhook: Webhook, fault: string): ApiError {
  const message = `panic: runtime error: ${fault} [recovered]`;
  return new ApiError(500, '', refusal(webhook, message));
}

/** Nobody serves a webhook: LWS has it that nothing is done without it. */
export function unreachable({ name, path }: Webhook): ApiError {
  const message = `failed calling webhook "${name}": failed to call webhook: Post "https://${SERVICE}${path}?timeout=10s": dial tcp ${ADDRESS}: connect: connection refused`;
  return new ApiError(
    500,
    'InternalError',
    `Internal error occurred: ${message}`,
    { causes: [{ message }] },
  );
}
