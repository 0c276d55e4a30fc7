import type { Manifest } from '../api/contract';
import { KUBERNETES_ID_LABEL } from '../api/annotations';
import { CHART_NAME } from '../render/naming';
import type { Broken } from '../values/issues';
import { judgeName, Judged, PolicyRule, whoOf } from './judged';
import { containersOf, forEachPod, PolicyPod, WorkloadManifest } from './pods';

/** A rule that looks at each kind of pod by itself. */
export function ofPods(
  look: (
    pod: PolicyPod,
    judged: Judged,
    report: (broken: Broken) => void,
  ) => void,
): PolicyRule {
  return (judged, report) =>
    forEachPod(
      judged.pods,
      (pod, reportOfPod) => look(pod, judged, reportOfPod),
      report,
    );
}

/** Names that everybody's shell or Docker leaves out, written out. */
function repositoryOf(image: string): string {
  const [name] = image.split('@', 1);
  const repository = name.replace(/:[^:/]*$/, '');
  const [host, ...rest] = repository.split('/');
  if (rest.length === 0) {
    return `docker.io/library/${repository}`;
  }
  return /[.:]|^localhost$/.test(host) ? repository : `docker.io/${repository}`;
}

/** Images come from where the owner may have them from, those in volumes too. */
export const images = ofPods((pod, { limits }, report) => {
  const judge = (path: readonly PropertyKey[], image: string) =>
    judgeName(limits, report, {
      rule: 'policy-images',
      path,
      given: repositoryOf(image),
      patterns: limits.images,
    });
  containersOf(pod).forEach(([path, { image }]) => {
    if (image) {
      judge(
        path.length > 0 ? [...path, 'image'] : ['image', 'repository'],
        image,
      );
    }
  });
  pod.spec.volumes?.forEach(({ image }, index) => {
    if (image?.reference) {
      judge(['volumes', index, 'image', 'reference'], image.reference);
    }
  });
});

const SYSTEM_CLASSES = ['system-*'];

/** Classes that pods name. */
export const classes = ofPods(({ spec }, { limits }, report) => {
  if (spec.priorityClassName) {
    judgeName(limits, report, {
      rule: 'policy-priorityClasses',
      path: ['priorityClassName'],
      given: spec.priorityClassName,
      patterns: limits.priorityClasses,
      reserved: SYSTEM_CLASSES,
    });
  }
  if (spec.runtimeClassName) {
    judgeName(limits, report, {
      rule: 'policy-runtimeClasses',
      path: ['runtimeClassName'],
      given: spec.runtimeClassName,
      patterns: limits.runtimeClasses,
    });
  }
});

/** Whether the workload makes the account itself. */
export function isMade(
  manifests: readonly Manifest[],
  account: string,
): boolean {
  return manifests.some(
    ({ kind, metadata }) =>
      kind === 'ServiceAccount' && metadata.name === account,
  );
}

/** Pods run as an account of the workload's own, or one that is allowed. */
export const serviceAccounts = ofPods(
  ({ spec }, { limits, manifests }, report) => {
    const account = spec.serviceAccountName ?? 'default';
    if (!isMade(manifests, account)) {
      judgeName(limits, report, {
        rule: 'policy-serviceAccounts',
        path: ['serviceAccount', 'name'],
        given: account,
        patterns: limits.serviceAccounts,
        also: 'an account of its own (serviceAccount.create)',
      });
    }
  },
);

/** The older way to say by which AppArmor profile a container runs. */
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';

/** No profile is given past the level of Pod Security, which looks at fields. */
export const appArmor = ofPods(({ annotations }, { limits }, report) => {
  if (limits.podSecurity === 'privileged') {
    return;
  }
  for (const key of Object.keys(annotations)) {
    if (key.startsWith(APP_ARMOR)) {
      report({
        rule: 'policy-podSecurity',
        path: ['podAnnotations', key],
        message: `changes how the node confines a container, and pods of ${whoOf(
          limits,
        )} are held to the pod security level ${
          limits.podSecurity
        }: leave it out`,
        suggestion: null,
      });
    }
  }
});

/** Labels by which Services and controllers find pods. */
const IDENTITY =
  /^((app|batch|apps|statefulset)\.kubernetes\.io|leaderworkerset\.sigs\.k8s\.io)\/|^(pod-template-hash|controller-revision-hash|controller-uid|job-name)$/;

/** Labels without a prefix by which Services of other charts find pods. */
const COMMON = [
  'app',
  'component',
  'k8s-app',
  'name',
  'release',
  'run',
  'service',
  'tier',
];

/** With the instance it is how Services of a chart find their pods. */
const NAME_LABEL = 'app.kubernetes.io/name';

/** Labels that the renderer gives a pod beside those of its workload. */
function ownLabel(key: string, { role }: PolicyPod): string | undefined {
  return key === 'app.kubernetes.io/component' ||
    key === 'leaderworkerset.sigs.k8s.io/pod-role'
    ? role
    : undefined;
}

/** No label joins the pods to a Service, a controller or an entity of others. */
export const reservedLabels = ofPods((pod, { manifests }, report) => {
  const workload: WorkloadManifest | undefined = manifests.find(
    ({ kind }) => kind === 'LeaderWorkerSet' || kind === 'Deployment',
  );
  for (const [key, value] of Object.entries(pod.labels)) {
    const isIdentity =
      IDENTITY.test(key) || key === KUBERNETES_ID_LABEL || COMMON.includes(key);
    const isOwn =
      key === NAME_LABEL
        ? value === CHART_NAME
        : value === workload?.spec?.selector?.matchLabels?.[key] ||
          value === (workload?.metadata.labels?.[key] ?? ownLabel(key, pod));
    if (isIdentity && !isOwn) {
      report({
        rule: 'policy-labels',
        path: key === NAME_LABEL ? ['nameOverride'] : ['podLabels', key],
        given: value,
        message: `is ${
          key === NAME_LABEL ? `the pods' label ${key}` : 'a label'
        }, by which ${
          key === KUBERNETES_ID_LABEL
            ? 'the portal finds what belongs to an entity'
            : 'Services and controllers find their pods'
        }, so that these could join those of others: leave it out${
          key === NAME_LABEL
            ? '; a Deployment that is there keeps the labels it selects by'
            : ', or use a label with a prefix of your own'
        }`,
        suggestion: null,
      });
    }
  }
});

/** Pods have the labels that the platform counts by. */
export const requiredLabels = ofPods(({ labels }, { limits }, report) => {
  for (const key of limits.requiredLabels) {
    if (!labels[key]) {
      report({
        rule: 'policy-requiredLabels',
        path: ['podLabels', key],
        message: `is required of all pods of ${whoOf(
          limits,
        )}: give the label a value`,
      });
    }
  }
});
