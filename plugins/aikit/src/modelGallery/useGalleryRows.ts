import {
  AIKIT_MODELS,
  AikitModel,
  Preset,
  PRESETS,
} from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { modelKindOf } from '../form/inputFields';
import { RadioRow } from '../form/RadioTable';
import { aikitTranslationRef } from '../translation';
import { lineOf, OWN_IMAGE } from './choice';

/** Whether a model is looked for by these words. */
function matches(model: AikitModel, sought: string): boolean {
  const { title, name, parameters, quantization, kind } = model;
  const text = [title, name, parameters, quantization, kind]
    .join(' ')
    .toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}

function placeOf({ cpu, cuda }: AikitModel): 'cpu' | 'cpuAndGpu' | 'gpu' {
  if (!cuda) {
    return 'cpu';
  }
  return cpu ? 'cpuAndGpu' : 'gpu';
}

/**
 * Gives a function that makes the lines of the gallery: the ready models that
 * are looked for, then always what is not ready.
 */
export function useGalleryRows(): (sought: string) => {
  models: RadioRow[];
  others: RadioRow[];
} {
  const { t } = useTranslationRef(aikitTranslationRef);

  const toRow = (model: AikitModel): RadioRow => {
    const facts = [
      model.quantization,
      t('gallery.memory', { n: String(model.memoryGiB) }),
      t(`gallery.runsOn.${placeOf(model)}`),
      t(`gallery.kind.${model.kind}`),
    ];
    return {
      value: model.name,
      label: [`${model.title} ${model.parameters}`, ...facts].join(', '),
      cells: [model.title, model.parameters, ...facts],
    };
  };

  const toOther = (value: string, title: string, text: string): RadioRow => ({
    value,
    label: `${title}: ${text}`,
    cells: [title, text],
  });
  const toEngineRow = (preset: Preset, kind: 'hub' | 'image') =>
    toOther(
      lineOf(preset),
      t(`gallery.${kind}`, { engine: preset.title }),
      preset.summary,
    );

  return sought => ({
    models: AIKIT_MODELS.filter(model => matches(model, sought)).map(toRow),
    others: [
      toOther(OWN_IMAGE, t('gallery.ownImage'), t('gallery.ownImageText')),
      ...PRESETS.flatMap(preset => {
        const kind = modelKindOf(preset);
        return kind === 'ready' ? [] : [toEngineRow(preset, kind)];
      }),
    ],
  });
}
