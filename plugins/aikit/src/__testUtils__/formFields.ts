import { JsonObject } from '@backstage/types';
import * as fields from '../fields';
import { CLUSTER_PICKER_NAME, REVIEW_NAME } from '../form/field';

/** The fields of the template's form, as the scaffolder's stepper takes them. */
export const FORM_FIELDS = [
  fields.modelGalleryField,
  fields.engineField,
  fields.sizeField,
  fields.clusterPickerField,
  fields.valuesEditorField,
  fields.reviewField,
].map(field => ({ ...field, schema: field.schema.schema }));

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
