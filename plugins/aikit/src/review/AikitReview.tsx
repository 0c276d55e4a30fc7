import { isMap } from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import Typography from '@material-ui/core/Typography';
import { useMemo } from 'react';
import { INFERENCE_KEY, readInference } from '../form/inference';
import { dataOfForm, usePlace } from '../form/place';
import { aikitTranslationRef } from '../translation';
import { Changes } from './Changes';
import { FitLine } from './FitLine';
import { Manifests } from './Manifests';
import { submissionOf } from './question';
import { AikitReviewProps } from './schema';
import { usePreview } from './usePreview';

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
