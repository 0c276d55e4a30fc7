import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { Inference } from '../form/inference';
import { aikitTranslationRef } from '../translation';
import {
  AcceleratorSum,
  Arithmetic,
  arithmeticOf,
  totalOf,
} from './arithmetic';

/** Gives a function that writes the sums down, a line for each. */
function useFormula(): (arithmetic: Arithmetic) => string[] {
  const { t } = useTranslationRef(aikitTranslationRef);
  return arithmetic => {
    const { grouped, workers, sums } = arithmetic;
    const { least, most } = arithmetic.replicas;
    const range = (factor: number) =>
      least === most
        ? String(most * factor)
        : t('size.range', {
            least: String(least * factor),
            most: String(most * factor),
          });
    const noun = t(grouped ? 'size.groups' : 'size.pods', {
      count: most,
      number: range(1),
    });
    const pods = t('size.pods', {
      count: workers + 1,
      number: String(workers + 1),
    });
    const each = ({ leader, worker }: AcceleratorSum) =>
      workers > 0 ? `(${leader} + ${workers}×${worker})` : String(leader);

    if (sums.length === 0) {
      return [
        grouped
          ? t('size.noneGrouped', { groups: noun, pods })
          : t('size.none', { pods: noun }),
      ];
    }
    return sums.map(
      sum =>
        `${noun} × ${each(sum)} = ${range(totalOf(arithmetic, sum))} ${
          sum.resource
        }`,
    );
  };
}

/** The accelerators that a choice adds up to, read out at each change. */
export function ArithmeticLine({ inference }: { inference: Inference }) {
  const { t } = useTranslationRef(aikitTranslationRef);
  const formula = useFormula();
  const arithmetic = arithmeticOf(inference);
  const lines = arithmetic ? formula(arithmetic) : [t('size.notKnown')];
  return (
    <div role="status" aria-live="polite">
      {lines.map(line => (
        <Typography key={line} variant="h6" component="p">
          {line}
        </Typography>
      ))}
      {arithmetic && arithmetic.workers > 0 && arithmetic.sums.length > 0 && (
        <Typography variant="caption" color="textSecondary">
          {t('size.legend')}
        </Typography>
      )}
    </div>
  );
}
