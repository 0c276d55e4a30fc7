import { isMap } from '@aikit-backstage/plugin-aikit-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import TextField, { TextFieldProps } from '@material-ui/core/TextField';
import { useState } from 'react';
import { aikitTranslationRef } from '../../translation';
import { ControlProps, FieldHelp, helpId } from './FieldHelp';

/** A text field with its help. */
function HelpedTextField(props: {
  control: ControlProps;
  field: Partial<TextFieldProps>;
}) {
  const { id, field, issues, disabled } = props.control;
  return (
    <div>
      <TextField
        id={id}
        fullWidth
        label={field.title}
        required={field.required}
        disabled={disabled}
        error={issues.some(({ severity }) => severity === 'error')}
        InputLabelProps={{ shrink: true }}
        {...props.field}
        inputProps={{
          'aria-describedby': helpId(id),
          ...props.field.inputProps,
        }}
      />
      <FieldHelp {...props.control} />
    </div>
  );
}

/** Control of an input with few values that are known. */
export function ChoiceControl(props: ControlProps) {
  const { field, value, onChange } = props;
  return (
    <HelpedTextField
      control={props}
      field={{
        select: true,
        value: value ?? field.default ?? '',
        onChange: event => onChange(event.target.value || undefined),
        SelectProps: { native: true },
        children: [
          ...(field.default === undefined ? [''] : []),
          ...field.choices,
        ].map(choice => (
          <option
            key={choice}
            value={choice}
            aria-label={choice ? undefined : '–'}
          >
            {choice}
          </option>
        )),
      }}
    />
  );
}

/**
 * Control of what is typed in one line. Cleared it is the default again, which
 * is shown when the control is left, not while somebody types.
 */
function TypedControl(props: {
  control: ControlProps;
  /** How a value is written. */
  textOf: (value: unknown) => string;
  /** What a text means; undefined for the default. */
  parse: (text: string) => unknown;
  placeholder?: string;
  type?: 'number';
}) {
  const { control, textOf, parse, placeholder, type } = props;
  const { field, value, onChange } = control;
  const [typed, setTyped] = useState<string>();
  return (
    <HelpedTextField
      control={control}
      field={{
        type,
        placeholder,
        value: typed ?? textOf(value ?? field.default),
        onChange: event => {
          setTyped(event.target.value);
          onChange(parse(event.target.value));
        },
        onBlur: () => setTyped(undefined),
        inputProps: {
          'aria-required': field.required || undefined,
          // The preset refuses in its own words, at the control, and not the
          // browser in a bubble.
          required: false,
          ...(type === 'number' && { step: 'any' }),
        },
      }}
    />
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
      control={props}
      textOf={plainText}
      parse={parse}
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
  const { field } = props;
  const { t } = useTranslationRef(aikitTranslationRef);
  const description = [field.description, t('form.labelsHelp')]
    .filter(Boolean)
    .join(' ');
  return (
    <TypedControl
      control={{ ...props, field: { ...field, description } }}
      textOf={labelsText}
      parse={parseLabels}
      placeholder="key=value, key=value"
    />
  );
}
