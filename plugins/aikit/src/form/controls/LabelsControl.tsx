import { isMap } from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import TextField from '@material-ui/core/TextField';
import { useState } from 'react';
import { aikitTranslationRef } from '../../translation';
import { ControlProps } from './control';
import { FieldHelp } from './FieldHelp';

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
  const { id, field, value, onChange, issues, disabled } = props;
  const { t } = useTranslationRef(aikitTranslationRef);
  const [typed, setTyped] = useState<string>();
  const helpId = `${id}-help`;
  return (
    <div>
      <TextField
        id={id}
        fullWidth
        label={field.title}
        required={field.required}
        disabled={disabled}
        value={typed ?? toText(value ?? field.default)}
        placeholder="key=value, key=value"
        error={issues.some(({ severity }) => severity === 'error')}
        onChange={event => {
          setTyped(event.target.value);
          onChange(parse(event.target.value));
        }}
        onBlur={() => setTyped(undefined)}
        InputLabelProps={{ shrink: true }}
        inputProps={{ 'aria-describedby': helpId }}
      />
      <FieldHelp
        id={helpId}
        description={[field.description, t('form.labelsHelp')]
          .filter(Boolean)
          .join(' ')}
        issues={issues}
        onUse={onChange}
        disabled={disabled}
      />
    </div>
  );
}
