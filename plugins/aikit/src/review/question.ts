import {
  fullEntityRef,
  renderWorkload,
  RenderResult,
} from '@aikit-backstage/plugin-aikit-common';
import { Inference } from '../form/inference';
import { Place } from '../form/place';
import { draftIssues } from '../form/valuesText';
import { PreviewQuestion } from './usePreview';

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
  // What cannot be read is left out: the action will say what is wrong with it.
  const ownerRef = owner && fullEntityRef(owner, 'group');
  const systemRef = system && fullEntityRef(system, 'system');
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
