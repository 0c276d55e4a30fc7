import { Finding } from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useState } from 'react';
import { aikitTranslationRef } from '../translation';
import { severityLooks, useToneStyles } from './looks';

/** Findings shown before a click on "n more". */
const MAX_FINDINGS = 3;

const useStyles = makeStyles(
  theme => ({
    list: { listStyle: 'none', margin: theme.spacing(1, 0, 0), padding: 0 },
    item: {
      display: 'grid',
      gridTemplateColumns: '20px 1fr',
      columnGap: theme.spacing(1),
      marginTop: theme.spacing(0.5),
      overflowWrap: 'anywhere',
    },
    icon: { fontSize: 20 },
  }),
  { name: 'AikitFindings' },
);

function FindingItem(props: { finding: Finding }) {
  const { severity, message, remedy } = props.finding;
  const classes = useStyles();
  const tones = useToneStyles();
  const { t } = useTranslationRef(aikitTranslationRef);
  const { tone, Icon } = severityLooks[severity];
  return (
    <li className={classes.item}>
      <Icon
        className={`${classes.icon} ${tones[tone]}`}
        titleAccess={t(`findings.${severity}`)}
      />
      <div>
        <Typography variant="body2">{message}</Typography>
        <Typography variant="body2" color="textSecondary">
          → {remedy}
        </Typography>
      </div>
    </li>
  );
}

/** What is wrong and what to do about it, most severe first. */
export function Findings(props: { findings: readonly Finding[] }) {
  const { findings } = props;
  const [all, setAll] = useState(false);
  const classes = useStyles();
  const { t } = useTranslationRef(aikitTranslationRef);
  if (findings.length === 0) {
    return null;
  }
  const more = findings.length - MAX_FINDINGS;
  return (
    <>
      <ul className={classes.list} aria-label={t('findings.title')}>
        {(all ? findings : findings.slice(0, MAX_FINDINGS)).map(finding => (
          <FindingItem
            key={`${finding.code} ${finding.subject}`}
            finding={finding}
          />
        ))}
      </ul>
      {more > 0 && (
        <Button
          size="small"
          aria-expanded={all}
          onClick={() => setAll(shown => !shown)}
        >
          {all ? t('findings.fewer') : t('findings.more', { n: String(more) })}
        </Button>
      )}
    </>
  );
}
