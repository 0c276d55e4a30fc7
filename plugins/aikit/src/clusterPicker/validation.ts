import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { aikitApiRef } from '../api';
import { INFERENCE_KEY, hasInference, readInference } from '../form/inference';
import { renderInference } from '../form/issues';
import { findCluster } from './findCluster';

/** The name under which templates use the field, in `ui:field`. */
export const CLUSTER_PICKER_NAME = 'AikitClusterPicker';

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
 * checks.
 */
export const validateCluster: CustomFieldValidator<string> = async (
  value,
  validation,
  { apiHolder, formData },
) => {
  if (!value) {
    validation.addError('Choose the cluster to deploy to.');
    return;
  }
  const api = apiHolder.get(aikitApiRef);
  if (!api || !isDistributed(formData)) {
    return;
  }
  const chosen = await findCluster(api, value);
  if (chosen?.leaderWorkerSet === 'missing') {
    validation.addError(
      `${value} has no LeaderWorkerSet API, which distributed mode needs: choose another cluster or standard mode, or have LeaderWorkerSet installed there.`,
    );
  }
};
