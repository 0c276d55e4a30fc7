import {
  findPreset,
  InputMeaning,
  PRESETS,
} from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { InputControls } from '../form/controls/InputControls';
import { Step, useStep } from '../form/controls/Step';
import { InferenceFieldProps } from '../form/field';
import { withInput } from '../form/inference';
import { fieldThat, modelKindOf } from '../form/inputFields';
import { RadioTable } from '../form/RadioTable';
import { recall } from '../form/switching';
import { aikitTranslationRef } from '../translation';

/** The modes that there is a sentence for. */
const MODES = ['standard', 'distributed'] as const;

/** Chosen on the step before, where models are ready. */
const OF_MODEL: readonly (InputMeaning | undefined)[] = ['model', 'image'];

/**
 * Field of a template's form: which engine serves the model, whether pods work
 * alone or in groups, and what the engine must know of the model.
 *
 * @public
 */
export function AikitEngine(props: InferenceFieldProps) {
  const { t } = useTranslationRef(aikitTranslationRef);
  const step = useStep(props, 'engine');
  const { id, inference, onChange, remembered, fields, disabled } = step;
  const preset = findPreset(inference.preset);
  const mode = fieldThat(preset, 'mode');
  const isReady = preset !== undefined && modelKindOf(preset) === 'ready';
  const settings = fields.filter(
    ({ group, means }) =>
      group === 'model' && !(isReady && OF_MODEL.includes(means)),
  );
  // They have a control that does not show issues, or none on this step.
  const elsewhere = fields.filter(
    field => field === mode || OF_MODEL.includes(field.means),
  );

  return (
    <Step
      step={step}
      rawErrors={props.rawErrors}
      shown={settings}
      elsewhere={elsewhere}
    >
      <RadioTable
        id={`${id}-preset`}
        label={t('engine.title')}
        columns={[t('engine.title'), t('engine.right')]}
        rows={PRESETS.map(({ name, title, summary }) => ({
          value: name,
          label: `${title}: ${summary}`,
          cells: [title, summary],
        }))}
        value={inference.preset}
        onChange={name => onChange(recall(remembered(), findPreset(name)!))}
        disabled={disabled}
      />
      {mode && (
        <RadioTable
          id={`${id}-mode`}
          label={mode.title}
          columns={[mode.title, t('engine.right')]}
          rows={MODES.filter(one => mode.choices.includes(one)).map(one => ({
            value: one,
            label: `${t(`engine.mode.${one}`)}: ${t(`engine.when.${one}`)}`,
            cells: [t(`engine.mode.${one}`), t(`engine.when.${one}`)],
          }))}
          value={String(inference.inputs[mode.name] ?? mode.default)}
          onChange={one => onChange(withInput(inference, mode.name, one))}
          disabled={disabled}
        />
      )}
      <InputControls
        step={step}
        fields={settings}
        title={t('form.groups.model')}
      />
    </Step>
  );
}
