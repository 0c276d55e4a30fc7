import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { InputControls } from '../form/controls/InputControls';
import { Step, useStep } from '../form/controls/Step';
import { InferenceFieldProps } from '../form/field';
import { aikitTranslationRef } from '../translation';
import { isGrouped } from './arithmetic';
import { ArithmeticLine } from './ArithmeticLine';

const GROUPS = ['size', 'parallelism', 'placement'] as const;

/**
 * Field of a template's form: how large the workload is, how its engine splits
 * the model, and on which nodes it runs, with the sum of the accelerators.
 *
 * @public
 */
export function AikitSize(props: InferenceFieldProps) {
  const { t } = useTranslationRef(aikitTranslationRef);
  const step = useStep(props, 'size');
  const grouped = isGrouped(step.inference);
  const fields = step.fields.filter(field => grouped || !field.onlyGroups);
  return (
    <Step step={step} rawErrors={props.rawErrors} shown={fields}>
      <ArithmeticLine inference={step.inference} />
      {GROUPS.map(group => (
        <InputControls
          key={group}
          step={step}
          fields={fields.filter(field => field.group === group)}
          title={t(`form.groups.${group}`)}
        />
      ))}
    </Step>
  );
}
