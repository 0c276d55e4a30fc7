import { isMap } from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import TextField from '@material-ui/core/TextField';
import { useState } from 'react';
import { aikitTranslationRef } from '../../translation';
import { ControlProps, FieldHelp } from './FieldHelp';

/**
 * Control of what is typed in one line. Cleared it is the default again, which
 * is shown when the control is left, not while somebody types.
 */
function TypedControl(
  props: ControlProps & {
    /** How a value is written. */
    textOf: (value: unknown) => string;
    /** What a text means; undefined for the default. */
    parse: (text: string) => unknown;
    description?: string;
    placeholder?: string;
    type?: 'number';
  },
) {
  const { id, field, value, onChange, issues, disabled, textOf, parse } = props;
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
        type={props.type ?? 'text'}
        value={typed ?? textOf(value ?? field.default)}
        error={issues.some(({ severity }) => severity === 'error')}
        placeholder={props.placeholder}
        onChange={event => {
          setTyped(event.target.value);
          onChange(parse(event.target.value));
        }}
        onBlur={() => setTyped(undefined)}
        InputLabelProps={{ shrink: true }}
        inputProps={{
          'aria-describedby': helpId,
          'aria-required': field.required || undefined,
          // The preset refuses in its own words, at the control, and not the
          // browser in a bubble.
          required: false,
          ...(props.type === 'number' && { step: 'any' }),
        }}
      />
      <FieldHelp
        id={helpId}
        description={props.description}
        issues={issues}
        onChange={onChange}
        disabled={disabled}
      />
    </div>
  );
}

function plainText(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

/** Control of texts, quantities and numbers. */
export function TextControl(props: ControlProps) {
  const { field } = props;
  const isNumber = field.kind === 'number';
  const parse = (text: string) => {
    const entered = text.trim();
    if (entered === '') {
      return undefined;
    }
    // What is no number is left to the preset to refuse in its words.
    return isNumber && Number.isFinite(Number(entered))
      ? Number(entered)
      : entered;
  };
  return (
    <TypedControl
      {...props}
      textOf={plainText}
      parse={parse}
      description={field.description}
      placeholder={field.example}
      type={isNumber ? 'number' : undefined}
    />
  );
}

function labelsText(value: unknown): string {
  return isMap(value)
    ? Object.entries(value)
        .map(([key, one]) => `${key}=${one}`)
        .join(', ')
    : '';
}

function parseLabels(text: string): Record<string, string> | undefined {
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
      textOf={labelsText}
      parse={parseLabels}
      description={[props.field.description, t('form.labelsHelp')]
        .filter(Boolean)
        .join(' ')}
      placeholder="key=value, key=value"
    />
  );
}
