/*
 * The fields of template forms, as both frontend systems take them. They bring
 * the schema of all values and an editor with them, so both load this file only
 * when a form is opened.
 */
import { AikitClusterPicker } from './clusterPicker/AikitClusterPicker';
import { validateCluster } from './clusterPicker/validation';
import { AikitEngine } from './engine/AikitEngine';
import {
  AikitClusterPickerSchema,
  AikitReviewSchema,
  CLUSTER_PICKER_NAME,
  ENGINE_NAME,
  InferenceFieldSchema,
  MODEL_GALLERY_NAME,
  REVIEW_NAME,
  SIZE_NAME,
  VALUES_EDITOR_NAME,
} from './form/field';
import { validateStep } from './form/issues';
import { AikitModelGallery } from './modelGallery/AikitModelGallery';
import { AikitReview } from './review/AikitReview';
import { AikitSize } from './size/AikitSize';
import { AikitValuesEditor } from './valuesEditor/AikitValuesEditor';
import { validateValues } from './valuesEditor/validation';

/** Which model is served. */
export const modelGalleryField = {
  name: MODEL_GALLERY_NAME,
  component: AikitModelGallery,
  schema: InferenceFieldSchema,
  validation: validateStep('model'),
};

/** Which engine serves it, and in which mode. */
export const engineField = {
  name: ENGINE_NAME,
  component: AikitEngine,
  schema: InferenceFieldSchema,
  validation: validateStep('engine'),
};

/** How large it is, and on which nodes. */
export const sizeField = {
  name: SIZE_NAME,
  component: AikitSize,
  schema: InferenceFieldSchema,
  validation: validateStep('size'),
};

/** The cluster to deploy to. */
export const clusterPickerField = {
  name: CLUSTER_PICKER_NAME,
  component: AikitClusterPicker,
  schema: AikitClusterPickerSchema,
  validation: validateCluster,
};

/** All values that count, as YAML. */
export const valuesEditorField = {
  name: VALUES_EDITOR_NAME,
  component: AikitValuesEditor,
  schema: InferenceFieldSchema,
  validation: validateValues,
};

/** What will run, and what it changes. */
export const reviewField = {
  name: REVIEW_NAME,
  component: AikitReview,
  schema: AikitReviewSchema,
};
