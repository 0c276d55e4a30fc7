import { parseValues } from '@aikit-backstage/plugin-aikit-common';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

const CASES = join(__dirname, '..', '..', 'cases');

type Labels = Record<string, string>;

/** The parts of a container that the corrections touch. */
export interface HelmContainer {
  image: string;
  imagePullPolicy?: string;
  command?: string[];
  env?: { name: string }[];
  ports?: unknown[];
  resources?: Record<string, Record<string, string | number>>;
  securityContext?: Record<string, unknown>;
}

/** The parts of a pod template that the corrections touch. */
export interface HelmPodTemplate {
  metadata: { labels: Labels };
  spec: {
    securityContext?: Record<string, unknown>;
    containers: [HelmContainer];
  };
}

/** An object of Helm's output. */
export interface HelmObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; labels: Labels };
  spec: {
    replicas?: number;
    selector?: unknown;
    networkConfig?: unknown;
    template?: HelmPodTemplate;
    leaderWorkerTemplate?: {
      leaderTemplate: HelmPodTemplate;
      workerTemplate: HelmPodTemplate;
    };
    ports?: { targetPort: number }[];
    [field: string]: unknown;
  };
}

interface Image {
  repository?: string;
  tag?: string;
  pullPolicy?: string;
}

interface RoleValues {
  image?: Image;
  command?: string[];
  port?: number | null;
  securityContext?: Record<string, unknown>;
}

/** The parts of a case's values that the corrections look at. */
export interface CaseValues {
  image?: Image;
  podSecurityContext?: Record<string, unknown>;
  autoscaling?: {
    enabled?: boolean;
    minReplicas?: number;
    maxReplicas?: number;
  };
  leaderWorkerSet?: {
    enabled?: boolean;
    leader?: RoleValues;
    worker?: RoleValues;
  };
}

/** One case: values, and what real Helm made of them. */
export interface GoldenCase {
  id: string;
  chart: 'main' | 'lws2';
  release: string;
  namespace: string;
  values: CaseValues;
  /** Path of the values file. */
  valuesFile: string;
  /** What Helm rendered; parsed anew for each call, so it may be changed. */
  helm(): HelmObject[];
}

/** The objects of a text of YAML documents. */
export function parseObjects<T>(text: string): T[] {
  return parseAllDocuments(text).flatMap(document => {
    const object = document.toJS();
    return object ? [object as T] : [];
  });
}

function readCase(id: string): GoldenCase {
  const file = (name: string) => join(CASES, id, name);
  const text = (name: string) => readFileSync(file(name), 'utf8');
  const { chart, release, namespace } = JSON.parse(text('case.json'));
  const parsed = parseValues(text('values.yaml'));
  if (!parsed.ok) {
    throw new Error(`${id}: ${parsed.issues[0].message}`);
  }
  return {
    id,
    chart,
    release,
    namespace,
    values: parsed.values as CaseValues,
    valuesFile: file('values.yaml'),
    helm: () => parseObjects<HelmObject>(text('helm.yaml')),
  };
}

/** All cases, in the order of their names. */
export const goldenCases: GoldenCase[] = readdirSync(CASES)
  .sort()
  .map(readCase);
