import { isDeepStrictEqual } from 'node:util';
import {
  parseQuantity,
  ValueIssue,
  WorkloadTarget,
} from '@aikit-backstage/plugin-aikit-common';
import { KubernetesObject } from '@aikit-backstage/plugin-aikit-node';
import { LeaderWorkerSet } from '../mirror/projections';
import { Plan } from './plan';
import { refusedValues } from './preflight';

const TEMPLATE = 'leaderWorkerSet.leaderWorkerTemplate';

type GroupTemplate = NonNullable<
  NonNullable<LeaderWorkerSet['spec']>['leaderWorkerTemplate']
>;

/**
 * Refuses what a LeaderWorkerSet that is there cannot become. Force does not
 * help.
 *
 * Another claim template passes the API server and LeaderWorkerSet's webhook,
 * but those of a StatefulSet never change, so that the controller fails to
 * update it again and again. Subgroups are refused by the webhook, which does
 * not say what to do.
 *
 * Source of the rules: `ValidateStatefulSetUpdate` of Kubernetes, and
 * `GetPVCApplyConfiguration` and `ValidateUpdate` of LeaderWorkerSet.
 *
 * @throws InputError that carries `issues`, one for each field
 */
export function assertFixedFieldsStay(
  target: WorkloadTarget,
  { submissions }: Plan,
): void {
  const planned = submissions.find(({ kind }) => kind === 'LeaderWorkerSet');
  if (!planned?.before) {
    return;
  }
  const running = groupTemplate(planned.before);
  const wanted = groupTemplate(planned.object);
  const issues = [
    ...claimIssues(target, running, wanted),
    ...subGroupIssues(target, running, wanted),
  ];
  if (issues.length > 0) {
    throw refusedValues(issues);
  }
}

function claimIssues(
  { name }: WorkloadTarget,
  running: GroupTemplate,
  wanted: GroupTemplate,
): ValueIssue[] {
  return isDeepStrictEqual(claims(running), claims(wanted))
    ? []
    : [
        {
          severity: 'error',
          path: `${TEMPLATE}.volumeClaimTemplates`,
          message: `cannot change while LeaderWorkerSet ${name} is there, because its StatefulSets keep the claim templates that they were made with: leave them as they are, or remove the workload and submit it again. A claim that it leaves behind is then used as it is, so delete that as well for a new one`,
          rule: 'fixed-claim-templates',
        },
      ];
}

function subGroupIssues(
  { name }: WorkloadTarget,
  { subGroupPolicy: running }: GroupTemplate,
  { subGroupPolicy: wanted }: GroupTemplate,
): ValueIssue[] {
  if (running?.subGroupSize === wanted?.subGroupSize) {
    return [];
  }
  const path = `${TEMPLATE}.subGroupPolicy`;
  return [
    {
      severity: 'error',
      path: running && wanted ? `${path}.subGroupSize` : path,
      message: `cannot be ${verb(
        running,
        wanted,
      )} while LeaderWorkerSet ${name} is there, whose groups are divided once and for all: leave it as it is, or remove the workload and submit it again`,
      rule: 'fixed-subgroups',
    },
  ];
}

function verb(running?: object, wanted?: object): string {
  if (!running) {
    return 'added';
  }
  return wanted ? 'changed' : 'removed';
}

function groupTemplate(object: KubernetesObject): GroupTemplate {
  return (object as LeaderWorkerSet).spec?.leaderWorkerTemplate ?? {};
}

/** Claim templates without how they are written, and with their defaults. */
function claims({ volumeClaimTemplates = [] }: GroupTemplate) {
  return Array.from(volumeClaimTemplates, ({ metadata, spec }) => ({
    name: metadata?.name,
    accessModes: [...(spec?.accessModes ?? [])],
    storageClassName: spec?.storageClassName,
    volumeMode: spec?.volumeMode ?? 'Filesystem',
    requests: amounts(spec?.resources?.requests),
    limits: amounts(spec?.resources?.limits),
  }));
}

function amounts(quantities: Record<string, string | number> = {}) {
  return Object.fromEntries(
    Object.entries(quantities).map(([resource, quantity]) => [
      resource,
      parseQuantity(quantity) ?? quantity,
    ]),
  );
}
