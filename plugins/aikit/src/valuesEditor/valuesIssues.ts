import { ValueIssue } from '@aikit-backstage/plugin-aikit-common';
import { Inference } from '../form/inference';
import { renderInference } from '../form/issues';
import { Place } from '../form/place';
import { draftIssues } from './valuesText';

/**
 * What is wrong, or doubtful, with the text of the editor or what it renders
 * to, errors first: in the words of the scaffolder's actions and the command
 * line.
 */
export function valuesIssues(
  inference: Inference,
  place: Place,
): readonly ValueIssue[] {
  const ofDraft = draftIssues(inference);
  const issues =
    ofDraft.length > 0 ? ofDraft : renderInference(inference, place).issues;
  return [...issues].sort(
    (a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'),
  );
}
