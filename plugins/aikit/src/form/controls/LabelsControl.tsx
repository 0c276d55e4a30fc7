import { isMap } from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { aikitTranslationRef } from '../../translation';
import { ControlProps } from './control';
import { TypedControl } from './TypedControl';

function toText(value: unknown): string {
  return isMap(value)
    ? Object.entries(value)
        .map(([key, one]) => `${key}=${one}`)
        .join(', ')
    : '';
}

function parse(text: string): Record<string, string> | undefined {
  const pairs = text.split(/[\s,]+/).filter(Boolean);
  return pairs.length > 0
    ? Object.fromEntries(
        pairs.map(pair => {
          const [key, ...rest] = pair.split('=');
          return [key, rest.join('=')];
        }),
      )
    : undefined;
}

/** Control of labels, as one writes them for kubectl: `a=b, c=d`. */
export function LabelsControl(props: ControlProps) {
  const { t } = useTranslationRef(aikitTranslationRef);
  return (
    <TypedControl
      {...props}
      textOf={toText}
      parse={parse}
      description={[props.field.description, t('form.labelsHelp')]
        .filter(Boolean)
        .join(' ')}
      placeholder="key=value, key=value"
    />
  );
}
