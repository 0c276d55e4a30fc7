import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { ControlProps } from './control';
import { FieldHelp } from './FieldHelp';

/** Control of an input that is on or off. */
export function BooleanControl(props: ControlProps) {
  const { id, field, value, onChange, issues, disabled } = props;
  const helpId = `${id}-help`;
  return (
    <div>
      <FormControlLabel
        label={field.title}
        disabled={disabled}
        control={
          <Checkbox
            id={id}
            color="primary"
            checked={(value ?? field.default) === true}
            onChange={event => onChange(event.target.checked)}
            inputProps={{ 'aria-describedby': helpId }}
          />
        }
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
