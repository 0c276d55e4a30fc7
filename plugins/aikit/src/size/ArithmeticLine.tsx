import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { Inference } from '../form/inference';
import { aikitTranslationRef } from '../translation';
import { Arithmetic, arithmeticOf } from './arithmetic';

/** Gives a function that writes the sum down. */
function useFormula(): (arithmetic: Arithmetic) => string {
  const { t } = useTranslationRef(aikitTranslationRef);
  return ({ groups, grouped, leader, workers, worker, total, resource }) => {
    const noun = grouped
      ? t('size.groups', { count: groups })
      : t('size.pods', { count: groups });
    if (leader === 0 && workers * worker === 0) {
      return grouped
        ? t('size.noneGrouped', {
            groups: noun,
            pods: t('size.pods', { count: workers + 1 }),
          })
        : t('size.none', { pods: noun });
    }
    const each =
      workers > 0 ? `(${leader} + ${workers}×${worker})` : String(leader);
    return `${noun} × ${each} = ${total} ${resource}`;
  };
}

/** The accelerators that the inputs add up to, read out at each change. */
export function ArithmeticLine({ inference }: { inference: Inference }) {
  const { t } = useTranslationRef(aikitTranslationRef);
  const formula = useFormula();
  const arithmetic = arithmeticOf(inference);
  return (
    <div role="status" aria-live="polite">
      <Typography variant="h6" component="p">
        {arithmetic ? formula(arithmetic) : t('size.notKnown')}
      </Typography>
      {arithmetic && arithmetic.workers > 0 && arithmetic.total > 0 && (
        <Typography variant="caption" color="textSecondary">
          {t('size.legend')}
        </Typography>
      )}
    </div>
  );
}
