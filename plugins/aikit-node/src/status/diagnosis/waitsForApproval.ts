import { APPROVAL_ANNOTATIONS } from '@aikit-backstage/plugin-aikit-common';
import { ObservedWorkload } from '../observed/observed';
import { Rule } from './rule';

/** Whose approval a workload without pods waits for; undefined for nobody's. */
export function approvalWaitedFor({
  annotations,
  replicas,
}: ObservedWorkload): string | undefined {
  const contact = annotations[APPROVAL_ANNOTATIONS.contact];
  return replicas === 0 && annotations[APPROVAL_ANNOTATIONS.state] === 'waiting'
    ? `Waits for approval by somebody with aikit.workload.approve${
        contact ? ` (${contact})` : ''
      }`
    : undefined;
}

/** It is above the size that its owner may have without an approval. */
export const waitsForApproval: Rule = {
  code: 'waits-for-approval',
  severity: 'info',
  blocking: false,
  diagnose({ observation: { workload } }) {
    const approval = approvalWaitedFor(workload);
    return approval
      ? [
          {
            subject: workload.name,
            groups: [],
            message: `${approval}.`,
            remedy: 'Ask for it, or submit it with fewer pods or accelerators.',
          },
        ]
      : [];
  },
};
