import {
  errorLines,
  RenderInput,
  RenderResult,
  renderWorkload,
} from '@aikit-backstage/plugin-aikit-common';
import { InputError } from '@backstage/errors';

/** A workload that could be rendered. */
export type Rendered = Extract<RenderResult, { ok: true }>;

/**
 * The manifests of a workload.
 *
 * @throws InputError that lists what is wrong, a line each
 */
export function rendered(input: RenderInput): Rendered {
  const result = renderWorkload(input);
  if (!result.ok) {
    throw new InputError(
      `The workload cannot be rendered:\n${errorLines(result.issues).join(
        '\n',
      )}`,
    );
  }
  return result;
}
