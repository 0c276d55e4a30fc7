import { ValueIssue } from '@aikit-backstage/plugin-aikit-common';
import { InputField } from '../inputFields';
import { concernsInput } from '../issues';
import { IssueText } from './FieldHelp';

/** The issues that no control shows, with where they are. */
export function IssueList(props: {
  issues: readonly ValueIssue[];
  /** Inputs that have a control. */
  fields: readonly InputField[];
}) {
  const { issues, fields } = props;
  const others = issues.filter(
    issue => !fields.some(({ name }) => concernsInput(issue, name)),
  );
  return (
    <div role="status">
      {others.map(issue => (
        <IssueText
          key={`${issue.rule} ${issue.path}`}
          issue={issue}
          path={issue.path}
        />
      ))}
    </div>
  );
}
