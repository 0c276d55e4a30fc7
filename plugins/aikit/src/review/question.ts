import {
  renderWorkload,
  RenderResult,
} from '@aikit-backstage/plugin-aikit-common';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Inference } from '../form/inference';
import { Place } from '../form/place';
import { draftIssues } from '../form/valuesText';
import { PreviewQuestion } from './usePreview';

/** The reference in full, as the scaffolder's action completes it. */
function fullRef(ref: string, defaultKind: string): string | undefined {
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, { defaultKind, defaultNamespace: 'default' }),
    );
  } catch {
    // The action names the fault; until then it is as not given.
    return undefined;
  }
}

/** What the template's action will submit, as far as it is known. */
export type Submission = {
  rendered: RenderResult;
  /**
   * For the cluster; absent as long as it is not known which, the text of the
   * values cannot be read, or there are errors.
   */
  question?: PreviewQuestion;
};

/** Renders what the form says, just as the action will. */
export function submissionOf(
  { preset, inputs, values = {}, draft }: Inference,
  { cluster, namespace, name, owner, system, release, lwsVersion }: Place,
): Submission {
  const ownerRef = owner && fullRef(owner, 'Group');
  const systemRef = system && fullRef(system, 'System');
  const request = {
    preset: { name: preset, inputs },
    values,
    entityRef: `component:default/${name ?? ''}`,
    ...(ownerRef && { owner: ownerRef }),
    ...(systemRef && { system: systemRef }),
  };
  const rendered = renderWorkload({
    ...request,
    name: name ?? '',
    namespace: namespace ?? '',
    release,
    lwsVersion,
  });
  const isAsked =
    rendered.ok &&
    cluster &&
    namespace &&
    name &&
    draftIssues({ preset, inputs, draft }).length === 0;
  return {
    rendered,
    ...(isAsked && {
      question: { target: { cluster, namespace, name }, request },
    }),
  };
}
