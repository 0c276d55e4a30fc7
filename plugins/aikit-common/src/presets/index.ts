export { differenceOf } from './difference';
export { findPreset, PRESETS } from './list';
export { overriddenInputs } from './overPreset';
export type {
  InputGroup,
  InputMeaning,
  InputMeta,
  Preset,
  PresetChoice,
  Report,
} from './preset';
export { choiceOf } from './readBack';
export { baseValues } from './readPreset';
