import { PRESETS } from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import Typography from '@material-ui/core/Typography';
import { InferenceFieldProps } from '../form/field';
import { withInput } from '../form/inference';
import { inputFields } from '../form/inputFields';
import { findPreset, modelKindOf } from '../form/presets';
import { DraftNotice } from '../form/controls/DraftNotice';
import { InputControls } from '../form/controls/InputControls';
import { IssueList } from '../form/controls/IssueList';
import { RadioTable } from '../form/RadioTable';
import { recall } from '../form/switching';
import { useRememberedInference, useStepIssues } from '../form/useInference';
import { aikitTranslationRef } from '../translation';

/** The modes that there is a sentence for. */
const MODES = ['standard', 'distributed'] as const;

/** Asked for on the step before. */
const OF_GALLERY = ['model', 'image'];

/** What has a control that does not show issues, or none on this step. */
const ELSEWHERE = new Set([...OF_GALLERY, 'mode']);

/**
 * Field of a template's form: which engine serves the model, whether pods work
 * alone or in groups, and what the engine must know of the model.
 *
 * @public
 */
export function AikitEngine(props: InferenceFieldProps) {
  const { onChange, disabled } = props;
  const { t } = useTranslationRef(aikitTranslationRef);
  const { inference, remembered } = useRememberedInference(props);
  const issues = useStepIssues(inference, 'engine');
  const preset = findPreset(inference.preset);
  const fields = preset ? inputFields(preset) : [];
  const mode = fields.find(({ name }) => name === 'mode');
  const settings = fields.filter(
    ({ name, group }) =>
      group === 'model' &&
      !(preset && modelKindOf(preset) === 'ready' && OF_GALLERY.includes(name)),
  );
  const id = props.idSchema?.$id ?? 'aikit-engine';

  return (
    <ScaffolderField rawErrors={props.rawErrors} disabled={disabled}>
      <DraftNotice
        inference={inference}
        onChange={onChange}
        disabled={disabled}
      />
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
          value={String(inference.inputs.mode ?? mode.default)}
          onChange={one => onChange(withInput(inference, 'mode', one))}
          disabled={disabled}
        />
      )}
      {settings.length > 0 && (
        <>
          <Typography variant="h6" component="h3">
            {t('form.groups.model')}
          </Typography>
          <InputControls
            id={id}
            fields={settings}
            inference={inference}
            onChange={onChange}
            issues={issues}
            disabled={disabled}
          />
        </>
      )}
      <IssueList
        issues={issues}
        fields={settings}
        elsewhere={ELSEWHERE}
        inference={inference}
        onChange={onChange}
        disabled={disabled}
      />
    </ScaffolderField>
  );
}
