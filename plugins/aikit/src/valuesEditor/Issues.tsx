import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Link from '@material-ui/core/Link';
import List from '@material-ui/core/List';
import ListItem from '@material-ui/core/ListItem';
import ListItemIcon from '@material-ui/core/ListItemIcon';
import Typography from '@material-ui/core/Typography';
import { severityLooks, useToneStyles } from '../card/looks';
import { UseSuggestion } from '../form/controls/FieldHelp';
import { aikitTranslationRef } from '../translation';
import type { PlacedIssue } from './CodeEditor';
import { TextRange } from './issueRange';

/** Issues below the editor: what and where, with a way to the place. */
export function Issues(props: {
  issues: readonly PlacedIssue[];
  onReveal?: (range: TextRange) => void;
  /** Takes a text with a suggestion in its place; absent where none may be. */
  onUse?: (text: string) => void;
}) {
  const { issues, onReveal, onUse } = props;
  const { t } = useTranslationRef(aikitTranslationRef);
  const tones = useToneStyles();
  const errors = issues.filter(({ issue }) => issue.severity === 'error');

  return (
    <>
      <Typography variant="body2" role="status">
        {issues.length === 0
          ? t('values.noIssues')
          : t('values.issues', {
              errors: String(errors.length),
              warnings: String(issues.length - errors.length),
            })}
      </Typography>
      <List dense aria-label={t('values.issuesTitle')}>
        {issues.map(({ issue, range, edit }) => {
          const { Icon, tone } = severityLooks[issue.severity];
          return (
            <ListItem key={`${issue.path} ${issue.message}`} disableGutters>
              <ListItemIcon>
                <Icon className={tones[tone]} aria-hidden />
              </ListItemIcon>
              <Typography variant="body2" component="div">
                {t(`findings.${issue.severity}`)}:{' '}
                {range && onReveal ? (
                  <Link
                    component="button"
                    type="button"
                    onClick={() => onReveal(range)}
                    aria-label={t('values.goTo', { path: issue.path })}
                  >
                    {issue.path}
                  </Link>
                ) : (
                  <strong>{issue.path}</strong>
                )}{' '}
                {issue.message}{' '}
                {edit && onUse && (
                  <UseSuggestion
                    suggestion={issue.suggestion}
                    onUse={() => onUse(edit())}
                  />
                )}
              </Typography>
            </ListItem>
          );
        })}
      </List>
    </>
  );
}
