/**
 * The AIKit plugin for apps on the old frontend system.
 *
 * @packageDocumentation
 */
export {
  AikitClusterPickerFieldExtension,
  AikitEngineFieldExtension,
  AikitModelGalleryFieldExtension,
  AikitReviewFieldExtension,
  AikitSizeFieldExtension,
  AikitValuesEditorFieldExtension,
  aikitPlugin,
  EntityAikitCard,
} from './plugin';
export * from '../api';
export type { EntityAikitCardProps } from '../card/EntityAikitCard';
export { isAikitAvailable } from '../entity';
export { aikitTranslationRef } from '../translation';
