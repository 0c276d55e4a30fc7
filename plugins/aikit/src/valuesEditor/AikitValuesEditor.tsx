import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Progress } from '@backstage/core-components';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import FormHelperText from '@material-ui/core/FormHelperText';
import Typography from '@material-ui/core/Typography';
import {
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { InferenceFieldProps } from '../form/field';
import { valuesIssues } from '../form/issues';
import { usePlace } from '../form/place';
import { useLimits } from '../form/policy';
import { useInference } from '../form/useInference';
import { textOf, withText } from '../form/valuesText';
import { aikitTranslationRef } from '../translation';
import { issueRanges, TextRange, valuesDocument } from './issueRange';
import { Issues } from './Issues';
import { suggestedEdit } from './suggestion';

const CodeEditor = lazy(() => import('./CodeEditor'));

/**
 * Field of a template's form: all values that count, as YAML, in step with the
 * form. What is typed becomes inputs of the preset where it has them, else
 * values laid over the preset's.
 *
 * @public
 */
export function AikitValuesEditor(props: InferenceFieldProps) {
  const { onChange, disabled } = props;
  const { t } = useTranslationRef(aikitTranslationRef);
  const inference = useInference(props);
  const { place } = usePlace(props.formContext);
  const limits = useLimits(props.formContext);
  const id = props.idSchema?.$id ?? 'aikit-values';

  // While the editor has the focus nothing but typing changes its text.
  const [typed, setTyped] = useState<string>();
  const text = typed ?? textOf(inference);
  const issues = useMemo(() => {
    const document = valuesDocument(text ?? '');
    const rangeOf = issueRanges(text ?? '', document);
    return valuesIssues(inference, place, limits).map(issue => ({
      issue,
      range: rangeOf(issue.path),
      edit: document && suggestedEdit(document, issue),
    }));
  }, [text, inference, place, limits]);

  const latest = useRef({ inference, onChange });
  useEffect(() => {
    latest.current = { inference, onChange };
  });
  const handleChange = useCallback((next: string) => {
    setTyped(next);
    const { inference: before, onChange: tell } = latest.current;
    tell(withText(before, next));
  }, []);
  const handleBlur = useCallback(() => setTyped(undefined), []);
  const [reveal, setReveal] = useState<(range: TextRange) => void>();
  const handleReady = useCallback(
    (next: (range: TextRange) => void) => setReveal(() => next),
    [],
  );

  return (
    // Errors are in the list of issues: its help is not to be red for them.
    <ScaffolderField disabled={disabled}>
      <Typography variant="h6" component="h3">
        {t('values.title')}
      </Typography>
      <FormHelperText id={`${id}-help`} component="div">
        {t('values.help')}
      </FormHelperText>
      {text === undefined ? (
        <Typography color="textSecondary">{t('values.noValues')}</Typography>
      ) : (
        <Suspense fallback={<Progress />}>
          <CodeEditor
            text={text}
            onChange={handleChange}
            onBlur={handleBlur}
            issues={issues}
            label={t('values.title')}
            describedBy={`${id}-help`}
            readOnly={disabled}
            onReady={handleReady}
          />
        </Suspense>
      )}
      <Issues
        issues={issues}
        onReveal={reveal}
        onUse={disabled ? undefined : handleChange}
      />
    </ScaffolderField>
  );
}
