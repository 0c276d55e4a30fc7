/**
 * The AIKit plugin for apps on the old frontend system.
 *
 * @packageDocumentation
 */
export {
  AikitClusterPickerFieldExtension,
  aikitPlugin,
  EntityAikitCard,
} from './plugin';
export * from '../api';
export { type EntityAikitCardProps } from '../card';
export { aikitTranslationRef } from '../translation';
