import { aikit } from './aikit';
import { aikitRpc } from './aikitRpc';
import { llamacpp } from './llamacpp';
import type { Preset } from './preset';
import { sglang } from './sglang';
import { tensorrtLlm } from './tensorrtLlm';
import { vllm } from './vllm';

/**
 * The presets, in the order in which they are offered. A new one is a file of
 * its own and a line here.
 *
 * @public
 */
export const PRESETS: readonly Preset[] = [
  aikit,
  aikitRpc,
  llamacpp,
  vllm,
  sglang,
  tensorrtLlm,
];

/**
 * The preset of that name.
 *
 * @public
 */
export function findPreset(name: string): Preset | undefined {
  return PRESETS.find(preset => preset.name === name);
}
