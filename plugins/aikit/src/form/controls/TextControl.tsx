import TextField from '@material-ui/core/TextField';
import { useState } from 'react';
import { ControlProps } from './control';
import { FieldHelp } from './FieldHelp';

function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

/**
 * Control of texts, quantities and numbers. Cleared it is the default again,
 * which is shown when the control is left, not while somebody types.
 */
export function TextControl(props: ControlProps) {
  const { id, field, value, onChange, issues, disabled } = props;
  const [typed, setTyped] = useState<string>();
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
  const helpId = `${id}-help`;
  return (
    <div>
      <TextField
        id={id}
        fullWidth
        label={field.title}
        required={field.required}
        disabled={disabled}
        type={isNumber ? 'number' : 'text'}
        value={typed ?? textOf(value ?? field.default)}
        error={issues.some(({ severity }) => severity === 'error')}
        placeholder={field.example}
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
          ...(isNumber && { step: 'any' }),
        }}
      />
      <FieldHelp
        id={helpId}
        description={field.description}
        issues={issues}
        onUse={onChange}
        disabled={disabled}
      />
    </div>
  );
}
