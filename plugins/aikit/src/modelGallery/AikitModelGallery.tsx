import { AIKIT_MODELS } from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { InputControls } from '../form/controls/InputControls';
import { Step, useStep } from '../form/controls/Step';
import { InferenceFieldProps } from '../form/field';
import { RadioTable } from '../form/RadioTable';
import { aikitTranslationRef } from '../translation';
import { chooseLine, chosenLine, onSameLine, typedInput } from './choice';
import { useGalleryRows } from './useGalleryRows';

const COLUMNS = [
  'model',
  'parameters',
  'quantization',
  'memory',
  'runsOn',
  'kind',
] as const;

/**
 * Field of a template's form: which model is served. The AIKit project's ready
 * images with what each needs, an own image, or what another engine takes.
 *
 * @public
 */
export function AikitModelGallery(props: InferenceFieldProps) {
  const { t } = useTranslationRef(aikitTranslationRef);
  const step = useStep(props, 'model');
  const { id, inference, onChange, remembered, disabled } = step;
  const [sought, setSought] = useState('');
  const { models, others } = useGalleryRows()(sought);
  const typed = typedInput(inference);
  const fields = typed ? [{ ...typed, required: true }] : [];

  return (
    <Step
      step={step}
      rawErrors={props.rawErrors}
      shown={fields}
      // What a line of the table chooses.
      elsewhere={step.fields.filter(
        ({ means }) => means === 'model' || means === 'image',
      )}
    >
      <TextField
        id={`${id}-filter`}
        type="search"
        label={t('gallery.filter')}
        value={sought}
        onChange={event => setSought(event.target.value)}
        // Enter would leave the step.
        onKeyDown={event => event.key === 'Enter' && event.preventDefault()}
        disabled={disabled}
      />
      <Typography variant="caption" color="textSecondary" role="status">
        {t('gallery.found', {
          n: String(models.length),
          all: String(AIKIT_MODELS.length),
        })}
      </Typography>
      <RadioTable
        id={id}
        label={t('gallery.title')}
        columns={COLUMNS.map(column => t(`gallery.columns.${column}`))}
        rows={[...models, ...others]}
        value={chosenLine(inference)}
        onChange={line => onChange(chooseLine(remembered(), inference, line))}
        disabled={disabled}
      />
      <InputControls
        step={{
          ...step,
          onChange: next => onChange(onSameLine(inference, next)),
        }}
        fields={fields}
      />
    </Step>
  );
}
