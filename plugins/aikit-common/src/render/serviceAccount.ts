import type { Manifest } from '../api/contract';
import { defined, RenderContext } from './context';
import { carrierMetadata } from './metadata';

/**
 * Name of the account that the pods run as: the one made for the workload, or
 * the one that is named; undefined for the namespace's default.
 */
export function serviceAccountName({
  name,
  values: { serviceAccount: account },
}: RenderContext): string | undefined {
  return account?.create ? name : account?.name || undefined;
}

/** The workload's own account, or nothing when none is asked for. */
export function serviceAccount(context: RenderContext): Manifest | undefined {
  const { serviceAccount: account } = context.values;
  return account?.create
    ? defined({
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: carrierMetadata(context, account.annotations),
        automountServiceAccountToken: account.automountServiceAccountToken,
      })
    : undefined;
}
