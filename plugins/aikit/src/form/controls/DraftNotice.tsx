import { errorLines } from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import FormHelperText from '@material-ui/core/FormHelperText';
import { aikitTranslationRef } from '../../translation';
import { draftIssues } from '../../valuesEditor/valuesText';
import { Inference } from '../inference';

/**
 * Says, on the steps before the values editor, that a text there cannot be read
 * and will take the place of what is changed here; nothing as long as it can.
 * Next is not refused for it: it leads to where the text is put right.
 */
export function DraftNotice(props: {
  inference: Inference;
  onChange: (inference: Inference) => void;
  disabled?: boolean;
}) {
  const { inference, onChange, disabled } = props;
  const { t } = useTranslationRef(aikitTranslationRef);
  const [message] = errorLines(draftIssues(inference));
  const discard = () => {
    const { draft: _, ...readable } = inference;
    onChange(readable);
  };
  return (
    <div role="status">
      {message && (
        <FormHelperText component="div" error>
          {t('form.draft.unreadable', { message })}
          <Button
            size="small"
            color="primary"
            onClick={discard}
            disabled={disabled}
          >
            {t('form.draft.discard')}
          </Button>
        </FormHelperText>
      )}
    </div>
  );
}
