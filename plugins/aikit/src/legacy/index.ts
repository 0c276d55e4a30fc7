/**
 * The AIKit plugin for apps on the old frontend system.
 *
 * @packageDocumentation
 */
export * from './plugin';
export * from '../api';
export type { EntityAikitCardProps } from '../card/EntityAikitCard';
export { isAikitAvailable } from '../entity';
export { aikitTranslationRef } from '../translation';
