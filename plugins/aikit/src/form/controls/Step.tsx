import {
  errorLines,
  findPreset,
  ValueIssue,
} from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import Button from '@material-ui/core/Button';
import FormHelperText from '@material-ui/core/FormHelperText';
import { ReactNode, useMemo } from 'react';
import { aikitTranslationRef } from '../../translation';
import { InferenceFieldProps } from '../field';
import { Inference, withInput } from '../inference';
import { InputField, inputFields } from '../inputFields';
import { concernsInput, inputOf, InputStep, issuesOfStep } from '../issues';
import { useLimits } from '../policy';
import { Entered } from '../switching';
import { useRememberedInference } from '../useInference';
import { draftIssues } from '../valuesText';
import { IssueText } from './FieldHelp';

/** What everything on a step of the form is drawn from. */
export interface StepState {
  /** Unique in the document; the ids of what is on the step start with it. */
  id: string;
  inference: Inference;
  onChange: (inference: Inference) => void;
  disabled?: boolean;
  /** What the step has to say about the inputs. */
  issues: readonly ValueIssue[];
  /** All inputs of the preset. */
  fields: readonly InputField[];
  /** What was entered in the form so far, the present choice included. */
  remembered: () => Entered;
}

/** Reads the props of a field that is a step of the form. */
export function useStep(
  { onChange, disabled, idSchema, formContext, ...props }: InferenceFieldProps,
  step: InputStep,
): StepState {
  const remembering = useRememberedInference({ ...props, onChange });
  const { inference } = remembering;
  const limits = useLimits(formContext);
  const issues = useMemo(
    () => issuesOfStep(inference, step, limits),
    [inference, step, limits],
  );
  const preset = findPreset(inference.preset);
  return {
    ...remembering,
    id: idSchema?.$id ?? `aikit-${step}`,
    onChange,
    disabled,
    issues,
    fields: preset ? inputFields(preset) : [],
  };
}

/** A step of the form, with what is wrong and no control on it shows. */
export function Step(props: {
  step: StepState;
  rawErrors?: string[];
  /** Inputs whose control shows their issues. */
  shown: readonly InputField[];
  /** More inputs that have a control, here or on another step. */
  elsewhere?: readonly InputField[];
  children: ReactNode;
}) {
  const { step, rawErrors, shown, elsewhere = [], children } = props;
  return (
    <ScaffolderField rawErrors={rawErrors} disabled={step.disabled}>
      <DraftNotice {...step} />
      {children}
      <IssueList {...step} shown={shown} elsewhere={elsewhere} />
    </ScaffolderField>
  );
}

/**
 * Says, on the steps before the values editor, that a text there cannot be read
 * and will take the place of what is changed here; nothing as long as it can.
 * Next is not refused for it: it leads to where the text is put right.
 */
function DraftNotice({ inference, onChange, disabled }: StepState) {
  const { t } = useTranslationRef(aikitTranslationRef);
  const [message] = errorLines(draftIssues(inference));
  const discard = () => {
    const { draft: _, ...readable } = inference;
    onChange(readable);
  };
  return (
    <div role="status">
      {message && (
        <FormHelperText component="div" error>
          {t('form.draft.unreadable', { message })}
          <Button
            size="small"
            color="primary"
            onClick={discard}
            disabled={disabled}
          >
            {t('form.draft.discard')}
          </Button>
        </FormHelperText>
      )}
    </div>
  );
}

/**
 * The issues that no control shows, with where they are. A wrong input that has
 * no control, such as one of a leader in standard mode, can be left out.
 */
function IssueList(
  props: StepState & {
    shown: readonly InputField[];
    elsewhere: readonly InputField[];
  },
) {
  const { issues, shown, elsewhere, inference, onChange, disabled } = props;
  const others = issues.filter(
    issue => !shown.some(({ name }) => concernsInput(issue, name)),
  );
  return (
    <div role="status">
      {others.map(issue => {
        const input = inputOf(issue);
        const canLeaveOut =
          issue.severity === 'error' &&
          input !== undefined &&
          !elsewhere.some(({ name }) => name === input) &&
          Object.hasOwn(inference.inputs, input);
        return (
          <IssueText
            key={`${issue.rule} ${issue.path}`}
            // Another value would do as little good where nobody sees it.
            issue={canLeaveOut ? { ...issue, suggestion: null } : issue}
            path={issue.path}
            onUse={
              canLeaveOut
                ? () => onChange(withInput(inference, input, undefined))
                : undefined
            }
            disabled={disabled}
          />
        );
      })}
    </div>
  );
}
