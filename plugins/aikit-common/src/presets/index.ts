export { baseValues, choiceOf } from './choiceOf';
export { differenceOf } from './difference';
export { PRESETS } from './list';
export { AIKIT_MODELS, aikitModelOf, type AikitModel } from './models';
export type { Preset, PresetChoice, PresetIssue } from './preset';
export { presetValues, type PresetValuesResult } from './presetValues';
export { overriddenInputs } from './overriddenInputs';
export { readBackInputs } from './readBack';
