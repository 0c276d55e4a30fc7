import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import Typography from '@material-ui/core/Typography';
import { Fragment } from 'react';
import { InferenceFieldProps } from '../form/field';
import { inputFields } from '../form/inputFields';
import { findPreset } from '../form/presets';
import { DraftNotice } from '../form/controls/DraftNotice';
import { InputControls } from '../form/controls/InputControls';
import { IssueList } from '../form/controls/IssueList';
import { useInference, useStepIssues } from '../form/useInference';
import { aikitTranslationRef } from '../translation';
import { isGrouped } from './arithmetic';
import { ArithmeticLine } from './ArithmeticLine';

const GROUPS = ['size', 'parallelism', 'placement'] as const;

/** Inputs that pods which serve alone do not have. */
const OF_GROUPS = new Set([
  'podsPerGroup',
  'leaderGpus',
  'leaderMemory',
  'leaderCpu',
]);

/**
 * Field of a template's form: how large the workload is, how its engine splits
 * the model, and on which nodes it runs, with the sum of the accelerators.
 *
 * @public
 */
export function AikitSize(props: InferenceFieldProps) {
  const { onChange, disabled } = props;
  const { t } = useTranslationRef(aikitTranslationRef);
  const inference = useInference(props);
  const issues = useStepIssues(inference, 'size');
  const preset = findPreset(inference.preset);
  const grouped = isGrouped(inference);
  const fields = (preset ? inputFields(preset) : []).filter(
    ({ name }) => grouped || !OF_GROUPS.has(name),
  );
  const id = props.idSchema?.$id ?? 'aikit-size';
  return (
    <ScaffolderField rawErrors={props.rawErrors} disabled={disabled}>
      <DraftNotice
        inference={inference}
        onChange={onChange}
        disabled={disabled}
      />
      <ArithmeticLine inference={inference} />
      {GROUPS.map(group => {
        const ofGroup = fields.filter(field => field.group === group);
        return (
          ofGroup.length > 0 && (
            <Fragment key={group}>
              <Typography variant="h6" component="h3">
                {t(`form.groups.${group}`)}
              </Typography>
              <InputControls
                id={id}
                fields={ofGroup}
                inference={inference}
                onChange={onChange}
                issues={issues}
                disabled={disabled}
              />
            </Fragment>
          )
        );
      })}
      <IssueList
        issues={issues}
        fields={fields}
        inference={inference}
        onChange={onChange}
        disabled={disabled}
      />
    </ScaffolderField>
  );
}
