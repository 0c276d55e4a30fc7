import { ValueIssue } from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import FormHelperText from '@material-ui/core/FormHelperText';
import { aikitTranslationRef } from '../../translation';
import { InputField } from '../inputFields';

/** What the control of every kind of input gets. */
export interface ControlProps {
  /** Unique in the document. */
  id: string;
  field: InputField;
  /** What was entered; undefined is the default. */
  value: unknown;
  onChange: (value: unknown) => void;
  /** With this input, and with parts of it. */
  issues: readonly ValueIssue[];
  disabled?: boolean;
}

/** A suggestion that fits into a button. */
function isShort(value: unknown): value is string | number | boolean | null {
  return (
    value === null || ['string', 'number', 'boolean'].includes(typeof value)
  );
}

/**
 * Puts what an issue suggests in its place; nothing where the suggestion is too
 * long for a button, or there is none.
 */
export function UseSuggestion(props: {
  suggestion: unknown;
  onUse: () => void;
}) {
  const { suggestion, onUse } = props;
  const { t } = useTranslationRef(aikitTranslationRef);
  return isShort(suggestion) ? (
    <Button size="small" color="primary" onClick={onUse}>
      {suggestion === null
        ? t('form.leaveOut')
        : t('form.use', { value: String(suggestion) })}
    </Button>
  ) : null;
}

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

/** Of the help of the control with that id. */
export function helpId(id: string): string {
  return `${id}-help`;
}

/** Under a control: what it is for, and what is wrong with what it has. */
export function FieldHelp(props: ControlProps) {
  const { id, field, issues, onChange, disabled } = props;
  return (
    <div id={helpId(id)}>
      {field.description && (
        // Not red when something else on the step is wrong.
        <FormHelperText component="div" error={false}>
          {field.description}
        </FormHelperText>
      )}
      {issues.map(issue => (
        <IssueText
          key={`${issue.rule} ${issue.path}`}
          issue={issue}
          onUse={onChange}
          disabled={disabled}
        />
      ))}
    </div>
  );
}
