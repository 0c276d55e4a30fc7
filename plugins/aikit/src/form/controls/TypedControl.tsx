import TextField from '@material-ui/core/TextField';
import { useState } from 'react';
import { ControlProps } from './control';
import { FieldHelp } from './FieldHelp';

/**
 * Control of what is typed in one line. Cleared it is the default again, which
 * is shown when the control is left, not while somebody types.
 */
export function TypedControl(
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
        onUse={onChange}
        disabled={disabled}
      />
    </div>
  );
}
