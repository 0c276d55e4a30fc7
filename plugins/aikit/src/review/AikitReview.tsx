import {
  Fit,
  isMap,
  Manifest,
  toYamlDocument,
} from '@aikit-backstage/plugin-aikit-common';
import { CodeSnippet } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import Accordion from '@material-ui/core/Accordion';
import AccordionDetails from '@material-ui/core/AccordionDetails';
import AccordionSummary from '@material-ui/core/AccordionSummary';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import ReportProblemIcon from '@material-ui/icons/ReportProblem';
import { useMemo } from 'react';
import { Look, useToneStyles } from '../card/looks';
import { AikitReviewProps } from '../form/field';
import { INFERENCE_KEY, readInference } from '../form/inference';
import { dataOfForm, usePlace } from '../form/place';
import { aikitTranslationRef } from '../translation';
import { Changes } from './Changes';
import { submissionOf } from './question';
import { usePreview } from './usePreview';

const useStyles = makeStyles(
  theme => ({
    fit: { display: 'flex', gap: theme.spacing(1), alignItems: 'center' },
    manifest: { display: 'block', overflow: 'auto' },
  }),
  { name: 'AikitReview' },
);

/**
 * Field of a template's form: what will be submitted, whether it fits the
 * cluster, and what it changes there. It has no value of its own.
 *
 * @public
 */
export function AikitReview(props: AikitReviewProps) {
  const { t } = useTranslationRef(aikitTranslationRef);
  const formData = dataOfForm(props.formContext);
  const { place, watched } = usePlace(props.formContext);
  const allowUnwatched = props.uiSchema['ui:options']?.allowUnwatched;
  const { rendered, question } = useMemo(
    () =>
      submissionOf(
        readInference(isMap(formData) ? formData[INFERENCE_KEY] : undefined),
        place,
      ),
    [formData, place],
  );
  const isUnwatched = allowUnwatched && watched === false;
  const preview = usePreview(
    allowUnwatched && place.cluster && !watched ? undefined : question,
  );

  return (
    <ScaffolderField rawErrors={props.rawErrors}>
      <Typography variant="h6" component="h3">
        {t('review.title')}
      </Typography>
      {rendered.ok ? (
        <>
          <Typography>{rendered.summary}</Typography>
          {!isUnwatched && <FitLine fit={preview.answer?.fit} />}
          <Typography variant="h6" component="h3">
            {t('review.changes.title')}
          </Typography>
          {isUnwatched ? (
            <Typography color="textSecondary">
              {t('review.changes.unwatched')}
            </Typography>
          ) : (
            <Changes asked={question !== undefined} preview={preview} />
          )}
          <Typography variant="h6" component="h3">
            {t('review.manifests')}
          </Typography>
          <Manifests manifests={rendered.manifests} />
        </>
      ) : (
        <Typography color="textSecondary">{t('review.errors')}</Typography>
      )}
    </ScaffolderField>
  );
}

const LOOKS: Record<'yes' | 'no' | 'unknown', Look> = {
  yes: { tone: 'good', Icon: CheckCircleIcon },
  no: { tone: 'waiting', Icon: ReportProblemIcon },
  unknown: { tone: 'quiet', Icon: HelpOutlineIcon },
};

/** Whether the workload fits the cluster, as far as it is known. */
function FitLine({ fit }: { fit?: Fit }) {
  const { t } = useTranslationRef(aikitTranslationRef);
  const classes = useStyles();
  const tones = useToneStyles();
  const known = fit?.fits ? 'yes' : 'no';
  const answer = fit?.fits === undefined ? 'unknown' : known;
  const { tone, Icon } = LOOKS[answer];
  return (
    <Typography className={classes.fit} role="status" component="div">
      <Icon className={tones[tone]} aria-hidden />
      <span>
        <strong>{t(`review.fit.${answer}`)}</strong>{' '}
        {fit?.message ?? t('review.fit.notAsked')}
      </span>
    </Typography>
  );
}

/** What will be submitted, one object each to open and to copy. */
function Manifests({ manifests }: { manifests: readonly Manifest[] }) {
  const classes = useStyles();
  return (
    <div>
      {manifests.map(manifest => {
        const { kind, metadata } = manifest;
        return (
          <Accordion
            key={kind}
            variant="outlined"
            TransitionProps={{ unmountOnExit: true }}
          >
            <AccordionSummary expandIcon={<ExpandMoreIcon />}>
              {kind} {metadata.name}
            </AccordionSummary>
            <AccordionDetails className={classes.manifest}>
              <CodeSnippet
                text={toYamlDocument(manifest)}
                language="yaml"
                showCopyCodeButton
              />
            </AccordionDetails>
          </Accordion>
        );
      })}
    </div>
  );
}
