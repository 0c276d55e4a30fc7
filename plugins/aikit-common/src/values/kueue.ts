import { fields } from './fields';
import { objectName } from './names';
import { labelValue } from './scalars';

/**
 * The LocalQueue of Kueue that admits the workload. Both are names of objects,
 * and values of labels. Source: "Labels and annotations" in Kueue's reference.
 */
export const kueue = fields({
  queueName: objectName.and(labelValue),
  priorityClass: objectName.and(labelValue).optional(),
});
