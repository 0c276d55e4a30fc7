import { JsonObject } from '@backstage/types';
import { AikitClusterPicker } from '../clusterPicker/AikitClusterPicker';
import {
  CLUSTER_PICKER_NAME,
  validateCluster,
} from '../clusterPicker/validation';
import { AikitEngine } from '../engine/AikitEngine';
import { validateStep } from '../form/field';
import { AikitModelGallery } from '../modelGallery/AikitModelGallery';
import { AikitReview } from '../review/AikitReview';
import { REVIEW_NAME } from '../review/schema';
import { AikitSize } from '../size/AikitSize';
import { AikitValuesEditor } from '../valuesEditor/AikitValuesEditor';
import { validateValues, VALUES_EDITOR_NAME } from '../valuesEditor/validation';

/** The fields of the template's form, as the scaffolder's stepper takes them. */
export const FORM_FIELDS = [
  {
    name: 'AikitModelGallery',
    component: AikitModelGallery,
    validation: validateStep('model'),
  },
  {
    name: 'AikitEngine',
    component: AikitEngine,
    validation: validateStep('engine'),
  },
  {
    name: 'AikitSize',
    component: AikitSize,
    validation: validateStep('size'),
  },
  {
    name: CLUSTER_PICKER_NAME,
    component: AikitClusterPicker,
    validation: validateCluster,
  },
  {
    name: VALUES_EDITOR_NAME,
    component: AikitValuesEditor,
    validation: validateValues,
  },
  { name: REVIEW_NAME, component: AikitReview },
];

/** The fields that do not edit what is to run, and what they edit. */
const OTHERS: Record<string, { key: string; title: string }> = {
  [CLUSTER_PICKER_NAME]: { key: 'cluster', title: 'Where to run' },
  [REVIEW_NAME]: { key: 'review', title: 'Review' },
};

/**
 * A step with one of the fields, which is required if it has a value.
 *
 * @param uiOptions - what the template sets under `ui:options`
 */
export function formStep(field: string, uiOptions?: JsonObject) {
  const { key, title } = OTHERS[field] ?? { key: 'inference', title: field };
  return {
    title: field,
    schema: {
      type: 'object',
      required: field === REVIEW_NAME ? [] : [key],
      properties: {
        [key]: {
          title,
          type: key === 'inference' ? 'object' : 'string',
          'ui:field': field,
          ...(uiOptions && { 'ui:options': uiOptions }),
        },
      },
    },
  };
}
