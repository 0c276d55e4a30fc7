import {
  LimitCase,
  brokenBy,
  holding,
  triedLimit,
} from './__testUtils__/judging';

const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/aikit';
const LWS = { enabled: true };
const account = (name: string) => ({ serviceAccount: { name } });

describe('limits of pods', () => {
  it.each<LimitCase>([
    [
      'images',
      { images: ['ghcr.io/kaito-project/*'] },
      { image: { repository: 'evil/llama' } },
      'image.repository',
      {},
    ],
    [
      'images',
      { images: ['ghcr.io/kaito-project/*'] },
      {
        leaderWorkerSet: {
          ...LWS,
          worker: { image: { repository: 'docker.io/evil/llama' } },
        },
      },
      'leaderWorkerSet.worker.image.repository',
      { leaderWorkerSet: LWS },
    ],
    [
      'models',
      { models: ['llama3.1:*'] },
      { image: { repository: 'ghcr.io/kaito-project/aikit/mixtral' } },
      'image',
      {},
    ],
    [
      'models',
      { models: ['meta-llama/*', 'llama*'] },
      { args: ['--model', 'deepseek/r1'] },
      'args',
      { args: ['--model=meta-llama/x', '--port', '80'] },
    ],
    [
      'models',
      { models: ['meta-llama/*', 'llama*'] },
      { command: ['sh', '-c', 'sleep 1; vllm serve deepseek/r1'] },
      'command',
      { command: ['sh', '-c', 'vllm serve meta-llama/x --port 80'] },
    ],
    [
      'serviceAccounts',
      {},
      account('admin'),
      'serviceAccount.name',
      account('default'),
    ],
    // The workload's name is the user's to choose.
    [
      'serviceAccounts',
      {},
      account('chat'),
      'serviceAccount.name',
      { serviceAccount: { create: true } },
    ],
    [
      'serviceAccounts',
      { serviceAccounts: ['models-*'] },
      {},
      'serviceAccount.name',
      account('models-reader'),
    ],
    [
      'serviceAccounts',
      {},
      { leaderWorkerSet: { ...LWS, worker: { serviceAccountName: 'admin' } } },
      'leaderWorkerSet.worker.serviceAccountName',
      {
        leaderWorkerSet: { ...LWS, worker: { serviceAccountName: 'default' } },
      },
    ],
    [
      'priorityClasses',
      {},
      { priorityClassName: 'system-node-critical' },
      'priorityClassName',
      { priorityClassName: 'high' },
    ],
    [
      'priorityClasses',
      { priorityClasses: ['batch'] },
      { priorityClassName: 'high' },
      'priorityClassName',
      { priorityClassName: 'batch' },
    ],
    [
      'runtimeClasses',
      { runtimeClasses: ['nvidia'] },
      { runtimeClassName: 'kata' },
      'runtimeClassName',
      { runtimeClassName: 'nvidia' },
    ],
    [
      'requiredLabels',
      { requiredLabels: ['example.com/cost'] },
      {},
      'podLabels["example.com/cost"]',
      { podLabels: { 'example.com/cost': '7' } },
    ],
    [
      'labels',
      {},
      { podLabels: { 'app.kubernetes.io/part-of': 'payments' } },
      'podLabels["app.kubernetes.io/part-of"]',
      { podLabels: { 'example.com/part-of': 'payments' } },
    ],
    [
      'labels',
      {},
      { podLabels: { app: 'payments' } },
      'podLabels.app',
      { podLabels: { 'example.com/app': 'payments' } },
    ],
    // The name is the user's to choose, and may be that of another's release.
    ...[{ app: 'chat' }, { component: 'api' }, { tier: 'web' }].map(
      (podLabels): LimitCase => [
        'labels',
        {},
        { podLabels },
        `podLabels.${Object.keys(podLabels)[0]}`,
        {},
      ],
    ),
    ...['api', 'chat'].map(
      (nameOverride): LimitCase => [
        'labels',
        {},
        { nameOverride },
        'nameOverride',
        { nameOverride: 'aikit' },
      ],
    ),
    [
      'labels',
      {},
      { podLabels: { 'batch.kubernetes.io/job-name': 'x' } },
      'podLabels["batch.kubernetes.io/job-name"]',
      { podLabels: { 'sidecar.istio.io/inject': 'false' } },
    ],
    [
      'podSecurity',
      {},
      { podAnnotations: { [APP_ARMOR]: 'unconfined' } },
      `podAnnotations["${APP_ARMOR}"]`,
      { podAnnotations: { 'example.com/aikit': 'unconfined' } },
    ],
    [
      'podSecurity',
      {},
      {
        leaderWorkerSet: {
          ...LWS,
          worker: { podAnnotations: { [APP_ARMOR]: 'unconfined' } },
        },
      },
      `leaderWorkerSet.worker.podAnnotations["${APP_ARMOR}"]`,
      { leaderWorkerSet: LWS },
    ],
  ])('%s, %#', (...limit) => {
    expect(triedLimit(limit)).toEqual(holding(limit));
  });

  it('let AppArmor be where pods may be privileged', () => {
    const values = { podAnnotations: { [APP_ARMOR]: 'unconfined' } };
    expect(brokenBy({ podSecurity: 'privileged' }, values)).toEqual([]);
  });
});
