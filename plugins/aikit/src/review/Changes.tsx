import { DeployResponse } from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { aikitTranslationRef } from '../translation';
import { explainError } from './explainError';
import { ObjectChanges } from './ObjectChanges';
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
