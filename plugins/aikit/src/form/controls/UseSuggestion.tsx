import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { aikitTranslationRef } from '../../translation';

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
