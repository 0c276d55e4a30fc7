import { ValueIssue } from '@aikit-backstage/plugin-aikit-common';
import { Inference, withInput } from '../inference';
import { InputField } from '../inputFields';
import { concernsInput, inputOf } from '../issues';
import { IssueText } from './FieldHelp';

/**
 * The issues that no control shows, with where they are. A wrong input that has
 * no control, such as one of a leader in standard mode, can be left out.
 */
export function IssueList(props: {
  issues: readonly ValueIssue[];
  /** Inputs whose control shows their issues. */
  fields: readonly InputField[];
  /** Names of more inputs that have a control, here or on another step. */
  elsewhere?: ReadonlySet<string>;
  inference: Inference;
  onChange: (inference: Inference) => void;
  disabled?: boolean;
}) {
  const { issues, fields, elsewhere, inference, onChange, disabled } = props;
  const others = issues.filter(
    issue => !fields.some(({ name }) => concernsInput(issue, name)),
  );
  return (
    <div role="status">
      {others.map(issue => {
        const input = inputOf(issue);
        const canLeaveOut =
          issue.severity === 'error' &&
          input !== undefined &&
          !elsewhere?.has(input) &&
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
