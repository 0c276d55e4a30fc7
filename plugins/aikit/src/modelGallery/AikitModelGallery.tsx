import { AIKIT_MODELS } from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { DraftNotice } from '../form/controls/DraftNotice';
import { InputControls } from '../form/controls/InputControls';
import { IssueList } from '../form/controls/IssueList';
import { InferenceFieldProps } from '../form/field';
import { inputFields } from '../form/inputFields';
import { findPreset } from '../form/presets';
import { RadioTable } from '../form/RadioTable';
import { useRememberedInference, useStepIssues } from '../form/useInference';
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

/** What a line of the table chooses. */
const IN_TABLE = new Set(['model', 'image']);

/**
 * Field of a template's form: which model is served. The AIKit project's ready
 * images with what each needs, an own image, or what another engine takes.
 *
 * @public
 */
export function AikitModelGallery(props: InferenceFieldProps) {
  const { onChange, disabled } = props;
  const { t } = useTranslationRef(aikitTranslationRef);
  const { inference, remembered } = useRememberedInference(props);
  const issues = useStepIssues(inference, 'model');
  const [sought, setSought] = useState('');
  const { models, others } = useGalleryRows()(sought);
  const id = props.idSchema?.$id ?? 'aikit-model';
  const preset = findPreset(inference.preset);
  const typed = typedInput(inference);
  const fields = (preset ? inputFields(preset) : [])
    .filter(({ name }) => name === typed)
    .map(field => ({ ...field, required: true }));

  return (
    <ScaffolderField rawErrors={props.rawErrors} disabled={disabled}>
      <DraftNotice
        inference={inference}
        onChange={onChange}
        disabled={disabled}
      />
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
        id={id}
        fields={fields}
        inference={inference}
        onChange={next => onChange(onSameLine(inference, next))}
        issues={issues}
        disabled={disabled}
      />
      <IssueList
        issues={issues}
        fields={fields}
        elsewhere={IN_TABLE}
        inference={inference}
        onChange={onChange}
        disabled={disabled}
      />
    </ScaffolderField>
  );
}
