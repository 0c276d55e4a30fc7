import { Preset, PRESETS } from '@aikit-backstage/plugin-aikit-common';
import { inputFields } from './inputFields';

/** The preset of that name. */
export function findPreset(name: string): Preset | undefined {
  return PRESETS.find(preset => preset.name === name);
}

/** How a preset asks for its model, if at all. */
export type ModelKind = 'ready' | 'hub' | 'image';

/**
 * `ready`: one of the AIKit project's images, or an own one like them. `hub`:
 * by its name on a model hub. `image`: whatever is in its image.
 */
export function modelKindOf(preset: Preset): ModelKind {
  const model = inputFields(preset).find(({ name }) => name === 'model');
  if (!model) {
    return 'image';
  }
  return model.kind === 'choice' ? 'ready' : 'hub';
}
