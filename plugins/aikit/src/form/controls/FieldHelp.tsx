import { ValueIssue } from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import FormHelperText from '@material-ui/core/FormHelperText';
import { aikitTranslationRef } from '../../translation';
import { UseSuggestion } from './UseSuggestion';

/** One issue, named a fault or a warning, with what would do at a click. */
export function IssueText(props: {
  issue: ValueIssue;
  /** Says where it is; a control says so already. */
  path?: string;
  onUse?: (suggestion: unknown) => void;
  disabled?: boolean;
}) {
  const { issue, path, onUse, disabled } = props;
  const { severity, message, suggestion } = issue;
  const { t } = useTranslationRef(aikitTranslationRef);
  return (
    <FormHelperText component="div" error={severity === 'error'}>
      {t(`findings.${severity}`)}: {path && `${path} `}
      {message}
      {onUse && !disabled && (
        <UseSuggestion
          suggestion={suggestion}
          onUse={() => onUse(suggestion ?? undefined)}
        />
      )}
    </FormHelperText>
  );
}

/** Under a control: what it is for, and what is wrong with what it has. */
export function FieldHelp(props: {
  id: string;
  description?: string;
  issues: readonly ValueIssue[];
  onUse: (suggestion: unknown) => void;
  disabled?: boolean;
}) {
  const { id, description, issues, onUse, disabled } = props;
  return (
    <div id={id}>
      {description && (
        <FormHelperText component="div">{description}</FormHelperText>
      )}
      {issues.map(issue => (
        <IssueText
          key={`${issue.rule} ${issue.path}`}
          issue={issue}
          onUse={onUse}
          disabled={disabled}
        />
      ))}
    </div>
  );
}
