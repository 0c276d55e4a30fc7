import { KUBERNETES_ID_LABEL } from '../api/annotations';
import type { Manifest, ValueIssue } from '../api/contract';
import type { WorkloadKind } from '../api/workloads';
import type { PresetChoice } from '../presets/preset';
import { readOverPreset } from '../presets/overPreset';
import { podsOf } from '../values/effectivePod';
import { issueOf } from '../values/issues';
import { lookUp } from '../values/paths';
import { readValues } from '../values/readValues';
import type { AikitValues } from '../values/schema';
import { role, roleBinding, serviceAccount } from './access';
import { isDistributed, RenderContext } from './context';
import { deployment } from './deployment';
import { CatalogInput, catalogMetadata } from './entity';
import { horizontalPodAutoscaler } from './horizontalPodAutoscaler';
import { helmSelector } from './labels';
import { inferenceAnnotation, leftOutIssues } from './inference';
import { leaderWorkerSet } from './leaderWorkerSet';
import { namespace } from './namespace';
import { namespaceIssues, releaseIssues } from './naming';
import { networkPolicy } from './networkPolicy';
import { podDisruptionBudget } from './podDisruptionBudget';
import { httpRoute, ingress } from './routes';
import { service } from './service';
import { summarise, WorkloadSize, workloadSize } from './size';
import { noNameIssues, readName } from './workloadName';

/**
 * What a workload is rendered from: its `name`, or the `release` that Helm
 * installs it as, or both where the portal goes on with what Helm installed.
 *
 * @public
 */
export interface RenderInput extends CatalogInput {
  /**
   * AIKit chart values, laid over those of the preset; null and undefined are
   * none.
   */
  values: unknown;
  /** An engine, whose values are laid over the chart's defaults. */
  preset?: PresetChoice;
  /** LeaderWorkerSet's version in the cluster, such as `0.9.0`, if known. */
  lwsVersion?: string;
  /** Exact name of the workload. */
  name?: string;
  /**
   * A Helm release, from which the chart's rule makes the workload's name. With
   * a name that must be the same, and only the selector of a Deployment is by
   * the release: it cannot be changed.
   */
  release?: string;
  /** Where the workload will be; part of its endpoint, not of the manifests. */
  namespace: string;
  /**
   * Labels by which a Deployment of the name selects its pods already: they
   * cannot be changed, so they are kept, on the pods too. Absent: by the name.
   */
  podSelector?: Record<string, string>;
}

/**
 * A rendered workload with warnings, or the errors that keep it from being
 * rendered.
 *
 * @public
 */
export type RenderResult =
  | {
      ok: true;
      kind: WorkloadKind;
      name: string;
      namespace: string;
      mode: 'distributed' | 'standard';
      /**
       * The LeaderWorkerSet or Deployment first. To be read only: they share
       * parts with each other.
       */
      manifests: Manifest[];
      /** Warnings only. */
      issues: ValueIssue[];
      /** How many pods there are, with which accelerators. */
      size: WorkloadSize;
      /** One line: `LeaderWorkerSet chat: 2 groups × 5 pods, 24 nvidia.com/gpu`. */
      summary: string;
      /** OpenAI-compatible address inside the cluster. */
      endpoint: string;
    }
  | { ok: false; issues: ValueIssue[] };

function entityLabelIssues(
  values: AikitValues,
  entityId: string | undefined,
): ValueIssue[] {
  const path = ['podLabels', KUBERNETES_ID_LABEL];
  const given = lookUp(values, path);
  return entityId && given !== undefined && given !== entityId
    ? [
        issueOf({
          rule: 'no-effect',
          severity: 'warning',
          path,
          message: `has no effect, because the entity is given: it is ${entityId}`,
          given,
          suggestion: null,
        }),
      ]
    : [];
}

/** The objects that a workload has only when its values ask for them. */
const ACCESSORIES: ((context: RenderContext) => Manifest | undefined)[] = [
  namespace,
  serviceAccount,
  role,
  roleBinding,
  networkPolicy,
  podDisruptionBudget,
  ingress,
  httpRoute,
];

function render(context: RenderContext) {
  const { name, values } = context;
  const distributed = isDistributed(values);
  const workload = distributed ? leaderWorkerSet(context) : deployment(context);
  const kind: WorkloadKind = distributed ? 'LeaderWorkerSet' : 'Deployment';
  const size = workloadSize(context);
  return {
    kind,
    name,
    namespace: context.namespace,
    mode: distributed ? ('distributed' as const) : ('standard' as const),
    manifests: [
      workload,
      service(context),
      horizontalPodAutoscaler(context, workload),
      ...ACCESSORIES.map(accessory => accessory(context)),
    ].filter(manifest => manifest !== undefined),
    size,
    summary: summarise(kind, name, size),
    endpoint: `http://${name}.${context.namespace}:${values.service.port}/v1`,
  };
}

/**
 * Renders AIKit chart values to the manifests of one workload: a
 * LeaderWorkerSet or a Deployment, its Service, and what else its values ask
 * for.
 *
 * Pure: the same input gives the same result, and is not changed. All issues
 * are reported at once, but for those of the workload's name, whose longest
 * form depends on values that are right.
 *
 * @public
 */
export function renderWorkload(input: RenderInput): RenderResult {
  const { values: given, preset, lwsVersion } = input;
  const read = preset
    ? readOverPreset(preset, given, { lwsVersion })
    : readValues(given, { lwsVersion });
  const catalog = catalogMetadata(input);
  const issues = [
    ...noNameIssues(input),
    ...(input.release === undefined ? [] : releaseIssues(input.release)),
    ...namespaceIssues(input.namespace),
    ...catalog.issues,
    ...read.issues,
  ];
  if (!read.ok) {
    return { ok: false, issues };
  }
  const { values } = read;
  const { name, issues: ofName } = readName(input, values);
  const kept =
    input.entityRef === undefined
      ? { annotations: {}, issues: [] }
      : inferenceAnnotation(input);
  issues.push(
    ...ofName,
    ...entityLabelIssues(values, catalog.entityId),
    ...leftOutIssues(input.values),
    ...kept.issues,
  );
  if (issues.some(({ severity }) => severity === 'error')) {
    return { ok: false, issues };
  }
  const context: RenderContext = {
    values,
    pods: podsOf(values),
    name,
    namespace: input.namespace,
    instance: input.name ?? input.release ?? name,
    podSelector: input.podSelector ?? helmSelector(input, values),
    entityId: catalog.entityId,
    annotations: catalog.annotations,
    workloadAnnotations: kept.annotations,
  };
  return { ok: true, issues, ...render(context) };
}
