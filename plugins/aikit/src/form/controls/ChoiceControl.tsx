import TextField from '@material-ui/core/TextField';
import { ControlProps } from './control';
import { FieldHelp } from './FieldHelp';

/** Control of an input with few values that are known. */
export function ChoiceControl(props: ControlProps) {
  const { id, field, value, onChange, issues, disabled } = props;
  const helpId = `${id}-help`;
  return (
    <div>
      <TextField
        id={id}
        select
        fullWidth
        label={field.title}
        required={field.required}
        disabled={disabled}
        value={value ?? field.default ?? ''}
        error={issues.some(({ severity }) => severity === 'error')}
        onChange={event => onChange(event.target.value || undefined)}
        InputLabelProps={{ shrink: true }}
        SelectProps={{ native: true }}
        inputProps={{ 'aria-describedby': helpId }}
      >
        {field.default === undefined && <option value="" aria-label="–" />}
        {field.choices.map(choice => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </TextField>
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
