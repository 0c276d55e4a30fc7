import { errorLines } from '@aikit-backstage/plugin-aikit-common';
import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { aikitApiRef } from '../api';
import { ClusterPickerOptions } from '../form/field';
import { INFERENCE_KEY, hasInference, readInference } from '../form/inference';
import { renderInference } from '../form/issues';
import { findCluster, readPlace } from '../form/place';
import { findLimits, placeIssuesByPolicy } from '../form/policy';

/** A name as one types it: it becomes part of folders and of branches. */
const TYPED_NAME = /^(?!.*\.\.)[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/;

/** Whether what the form describes becomes a LeaderWorkerSet. */
function isDistributed(formData: Record<string, unknown>): boolean {
  const given = formData[INFERENCE_KEY];
  if (!hasInference(given)) {
    return false;
  }
  const rendered = renderInference(readInference(given));
  return rendered.ok && rendered.mode === 'distributed';
}

/**
 * A cluster must be chosen; for distributed mode one with LeaderWorkerSet. A
 * cluster that is not known at the moment is left to the deployment's own
 * checks; its name is checked where one may type any.
 */
export const validateCluster: CustomFieldValidator<
  string,
  ClusterPickerOptions
> = async (value, validation, { apiHolder, formData, uiSchema }) => {
  if (!value) {
    validation.addError('Choose the cluster to deploy to.');
    return;
  }
  const api = apiHolder.get(aikitApiRef);
  const isOdd =
    uiSchema?.['ui:options']?.allowUnwatched === true &&
    !TYPED_NAME.test(value);
  const isGrouped = isDistributed(formData);
  const chosen =
    api && (isOdd || isGrouped) ? await findCluster(api, value) : undefined;
  // The names in the portal's own list are as they are.
  if (isOdd && !chosen) {
    validation.addError(
      `The name of a cluster consists of letters, digits and _ . - without two dots in a row, and starts and ends with a letter or digit: change ${value}, or choose a cluster of the list.`,
    );
  }
  const place = { ...readPlace(formData), cluster: value };
  const limits = await findLimits(api, place.owner);
  errorLines(placeIssuesByPolicy(limits, place)).forEach(line =>
    validation.addError(line),
  );
  if (isGrouped && chosen?.leaderWorkerSet === 'missing') {
    validation.addError(
      `${value} has no LeaderWorkerSet API, which distributed mode needs: choose another cluster or standard mode, or have LeaderWorkerSet installed there.`,
    );
  }
};
