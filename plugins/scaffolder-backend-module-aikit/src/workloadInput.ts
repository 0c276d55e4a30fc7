import { InputError } from '@backstage/errors';
import {
  fullEntityRef,
  PresetChoice,
  PRESETS,
} from '@aikit-backstage/plugin-aikit-common';
import type { JsonValue } from '@backstage/types';
import type { z as zod } from 'zod/v3';

type Zod = typeof zod;

/** Input fields that say which workload is meant and where it runs. */
export const targetInput = {
  cluster: (z: Zod) =>
    z
      .string()
      .min(1)
      .describe('Name of the cluster, as the Kubernetes plugin has it'),
  namespace: (z: Zod) =>
    z.string().min(1).describe('Kubernetes namespace of the workload'),
  name: (z: Zod) =>
    z
      .string()
      .min(1)
      .describe(
        'Exact name of the workload and its Service: lower-case letters, digits and hyphens, starting with a letter',
      ),
};

/** Input fields that say what is to run, and for which catalog entity. */
export const workloadInput = {
  preset: (z: Zod) =>
    z
      .object({
        name: z
          .string()
          .describe(
            `Which engine: ${PRESETS.map(preset => preset.name).join(', ')}`,
          ),
        inputs: z
          .record(z.custom<JsonValue>())
          .optional()
          .describe('Inputs of the preset; the others are its defaults'),
      })
      .strict()
      .optional()
      .describe(
        'An engine with a few inputs, whose values are merged over the chart’s defaults',
      ),
  values: (z: Zod) =>
    z
      .record(z.custom<JsonValue>())
      .optional()
      .describe(
        'Values of the AIKit Helm chart, merged over those of the preset and the chart’s defaults',
      ),
  entityRef: (z: Zod) =>
    z
      .string()
      .optional()
      .describe(
        'Catalog entity of the workload; default component:default/<name>',
      ),
  owner: (z: Zod) =>
    z
      .string()
      .optional()
      .describe('Owner of the entity, such as group:default/team-search'),
  system: (z: Zod) =>
    z.string().optional().describe('System the entity is part of'),
};

/** Output fields of every action that renders a workload. */
export const workloadOutput = {
  entityRef: (z: Zod) =>
    z.string().describe('Catalog entity, such as component:default/chat'),
  endpoint: (z: Zod) =>
    z.string().describe('OpenAI-compatible address inside the cluster'),
  kind: (z: Zod) =>
    z
      .enum(['LeaderWorkerSet', 'Deployment'])
      .describe('Kubernetes kind of the workload'),
  summary: (z: Zod) =>
    z
      .string()
      .describe(
        'One line, such as LeaderWorkerSet chat: 2 groups × 5 pods, 24 nvidia.com/gpu',
      ),
};

/** The fields of an action's input that say what to run. */
interface Given {
  preset?: PresetChoice;
  values?: Record<string, JsonValue>;
}

/**
 * The preset and the values of an input; either may be left out.
 *
 * @throws InputError when both are: a forgotten field must not run the chart's
 * default model
 */
export function whatRuns({ preset, values }: Given) {
  if (!preset && !values) {
    throw new InputError(
      'values or preset must be given; for the chart as it is, give values: {}',
    );
  }
  return { ...(preset && { preset }), values: values ?? {} };
}

/**
 * Completes the references of an action's input, such as `team-search` to
 * `group:default/team-search`. Without an `entityRef` the entity is the
 * component of the workload's name.
 *
 * @throws InputError for text that is no entity reference
 */
export function entityReferences(input: {
  name: string;
  entityRef?: string;
  owner?: string;
  system?: string;
}): { entityRef: string; owner?: string; system?: string } {
  const entityRef = input.entityRef || `component:default/${input.name}`;
  return {
    entityRef: complete('entityRef', entityRef, 'component'),
    ...(input.owner && { owner: complete('owner', input.owner, 'group') }),
    ...(input.system && { system: complete('system', input.system, 'system') }),
  };
}

function complete(field: string, ref: string, defaultKind: string): string {
  const full = fullEntityRef(ref, defaultKind);
  if (!full) {
    throw new InputError(
      `${field} '${ref}' is no entity reference; write it as ${defaultKind}:default/name`,
    );
  }
  return full;
}
