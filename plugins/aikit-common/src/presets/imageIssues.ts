import type { ValueIssue } from '../api/contract';
import { imageWithTag } from '../values/image';
import type { AikitValues } from '../values/schema';
import type { PresetChoice } from './preset';
import { readChoice, toValueIssues } from './presetValues';

/** The images of the pods that values make, each once. */
function imagesOf({ image: main, leaderWorkerSet }: AikitValues): string[] {
  const { enabled, leader, worker, leaderWorkerTemplate } =
    leaderWorkerSet ?? {};
  const hasWorkers = (leaderWorkerTemplate?.size ?? 1) > 1;
  const inGroup = hasWorkers ? [leader, worker] : [leader];
  const images = (enabled ? inGroup : [undefined]).map(role =>
    imageWithTag(main, role?.image),
  );
  return [...new Set(images)];
}

/**
 * What a preset says of the images that run. That is known only after values
 * were laid over the preset's: they may have images of their own.
 *
 * @param values - the preset's, with all that is laid over them
 */
export function imageIssues(
  choice: PresetChoice,
  values: AikitValues,
): ValueIssue[] {
  const read = readChoice(choice);
  if (!read.ok) {
    return [];
  }
  const { preset, inputs } = read;
  const issues = imagesOf(values).flatMap(
    image => preset.imageIssues?.(inputs, image) ?? [],
  );
  return toValueIssues(issues, choice.inputs);
}
