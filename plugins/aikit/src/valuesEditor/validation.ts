import { errorLines } from '@aikit-backstage/plugin-aikit-common';
import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { aikitApiRef } from '../api';
import { Inference, readInference } from '../form/inference';
import { valuesIssues } from '../form/issues';
import { findCluster, readPlace } from '../form/place';
import { findLimits } from '../form/policy';

/** Nothing goes on while the text cannot be read, or cannot be rendered. */
export const validateValues: CustomFieldValidator<Inference> = async (
  value,
  validation,
  { apiHolder, formData },
) => {
  const place = readPlace(formData);
  const api = apiHolder.get(aikitApiRef);
  if (api && place.cluster) {
    const cluster = await findCluster(api, place.cluster);
    place.lwsVersion = cluster?.leaderWorkerSetVersion;
  }
  const limits = await findLimits(api, place.owner);
  const issues = valuesIssues(readInference(value), place, limits);
  errorLines(issues).forEach(line => validation.addError(line));
};
