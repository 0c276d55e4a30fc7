import {
  DeployResponse,
  SubmittedObject,
} from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ResponseError } from '@backstage/errors';
import Button from '@material-ui/core/Button';
import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { aikitTranslationRef } from '../translation';
import { DiffLines } from './DiffLines';
import { Preview } from './usePreview';

type Verdict = 'nothing' | 'new' | 'some';

function verdictOn({ objects }: DeployResponse): Verdict {
  if (objects.every(({ change }) => change === 'unchanged')) {
    return 'nothing';
  }
  return objects.every(({ change }) => change === 'created') ? 'new' : 'some';
}

/** What a submission would change, by the cluster's own word. */
export function Changes(props: {
  /** Whether there is a cluster to ask, and something to ask it. */
  asked: boolean;
  preview: Preview;
}) {
  const { asked, preview } = props;
  const { loading, answer, error, retry } = preview;
  const { t } = useTranslationRef(aikitTranslationRef);
  if (!asked) {
    return (
      <Typography color="textSecondary">
        {t('review.changes.notAsked')}
      </Typography>
    );
  }
  return (
    <div aria-busy={loading}>
      {loading && <LinearProgress aria-label={t('review.changes.asking')} />}
      <Typography component="div" role="status">
        {loading && !answer && t('review.changes.asking')}
        {answer && t(`review.changes.${verdictOn(answer)}`)}
      </Typography>
      {error && <Refused error={error} onRetry={retry} />}
      {answer && <ObjectChanges objects={answer.objects} />}
    </div>
  );
}

/** What kept the cluster from answering, by what a person can do about it. */
type Refusal =
  | 'invalid'
  | 'forbidden'
  | 'notFound'
  | 'conflict'
  | 'unavailable'
  | 'failed';

const BY_STATUS: Record<number, Refusal> = {
  400: 'invalid',
  401: 'forbidden',
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

/**
 * Sorts an error of a preview, and finds the words of whoever refused: the
 * backend's own, which name the field, the rule or the other manager.
 */
export function explainError(error: Error): {
  refusal: Refusal;
  message: string;
} {
  const { statusCode, cause } = error as Partial<ResponseError>;
  // The browser's error for a backend that does not answer has no status.
  const refusal =
    statusCode === undefined && error instanceof TypeError
      ? 'unavailable'
      : BY_STATUS[statusCode ?? 0] ?? 'failed';
  return { refusal, message: cause?.message || error.message };
}

function Refused(props: { error: Error; onRetry: () => void }) {
  const { t } = useTranslationRef(aikitTranslationRef);
  const { refusal, message } = explainError(props.error);
  return (
    <div role="alert">
      <Typography color="error">
        <strong>{t(`review.refused.${refusal}`)}</strong> {message}
      </Typography>
      <Typography variant="body2">{t(`review.remedy.${refusal}`)}</Typography>
      <Button size="small" variant="outlined" onClick={props.onRetry}>
        {t('review.changes.retry')}
      </Button>
    </div>
  );
}

/** Beside the word, as `kubectl diff` and git have it. */
const MARKS: Record<SubmittedObject['change'], string> = {
  created: '+',
  updated: '~',
  unchanged: '=',
  deleted: '-',
};

const useStyles = makeStyles(
  theme => ({
    list: { listStyle: 'none', margin: 0, padding: 0 },
    mark: {
      display: 'inline-block',
      width: theme.spacing(2),
      fontFamily: 'monospace',
    },
  }),
  { name: 'AikitObjectChanges' },
);

/** What becomes of each object; where one is changed, in which lines. */
function ObjectChanges(props: { objects: readonly SubmittedObject[] }) {
  const { t } = useTranslationRef(aikitTranslationRef);
  const classes = useStyles();
  return (
    <ul className={classes.list} aria-label={t('review.changes.title')}>
      {props.objects.map(({ kind, name, change, before, after }) => (
        <li key={`${kind} ${name}`}>
          <Typography>
            <span className={classes.mark} aria-hidden>
              {MARKS[change]}
            </span>
            {t(`review.change.${change}`, { object: `${kind} ${name}` })}
          </Typography>
          {change === 'updated' && (
            <DiffLines
              label={t('review.lines', { object: `${kind} ${name}` })}
              before={before}
              after={after}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
