import { distributed, issuesOf } from './__testUtils__/issues';

describe('privileges', () => {
  it('must not contradict each other, at whichever level they are', () => {
    expect(
      issuesOf({ securityContext: { privileged: true, runAsUser: 0 } }),
    ).toMatchObject([
      {
        rule: 'privileged-escalation',
        path: 'securityContext.allowPrivilegeEscalation',
        suggestion: true,
      },
      { rule: 'non-root-user', path: 'securityContext.runAsUser', given: 0 },
    ]);
    expect(
      issuesOf(
        distributed({
          leader: { securityContext: { runAsUser: 0, runAsNonRoot: false } },
          worker: { securityContext: { runAsUser: 0 } },
        }),
      ),
    ).toMatchObject([
      {
        rule: 'non-root-user',
        path: 'leaderWorkerSet.worker.securityContext.runAsUser',
      },
    ]);
  });

  it('must not be bounded beside CAP_SYS_ADMIN, from either level', () => {
    const capabilities = { add: ['CAP_SYS_ADMIN'] };
    expect(issuesOf({ securityContext: { capabilities } })).toMatchObject([
      {
        severity: 'error',
        rule: 'sys-admin-escalation',
        path: 'securityContext.allowPrivilegeEscalation',
        suggestion: true,
      },
    ]);
    expect(
      issuesOf(
        distributed({
          leader: {
            securityContext: { capabilities, allowPrivilegeEscalation: true },
          },
          worker: {
            securityContext: { capabilities, allowPrivilegeEscalation: false },
          },
        }),
      ),
    ).toMatchObject([
      {
        rule: 'sys-admin-escalation',
        path: 'leaderWorkerSet.worker.securityContext.allowPrivilegeEscalation',
      },
    ]);
    expect(
      issuesOf({ securityContext: { capabilities: { add: ['SYS_ADMIN'] } } }),
    ).toEqual([]);
  });
});
