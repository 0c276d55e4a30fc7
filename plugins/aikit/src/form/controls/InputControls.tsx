import { isMap } from '@aikit-backstage/plugin-aikit-common';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { ComponentType } from 'react';
import { withInput } from '../inference';
import { InputField } from '../inputFields';
import { concernsInput } from '../issues';
import { ControlProps, FieldHelp, helpId } from './FieldHelp';
import { StepState } from './Step';
import { ChoiceControl, LabelsControl, TextControl } from './textControls';

const useStyles = makeStyles(
  theme => ({
    grid: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(240px, 1fr))',
      gap: theme.spacing(2),
      margin: theme.spacing(1, 0, 2),
      alignItems: 'start',
    },
    map: { border: 0, margin: 0, padding: 0, minWidth: 0 },
    parts: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))',
      gap: theme.spacing(2),
      paddingTop: theme.spacing(1),
    },
  }),
  { name: 'AikitInputControls' },
);

/** Control of an input that is on or off. */
function BooleanControl(props: ControlProps) {
  const { id, field, value, onChange, disabled } = props;
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
            inputProps={{ 'aria-describedby': helpId(id) }}
          />
        }
      />
      <FieldHelp {...props} />
    </div>
  );
}

/** Control of an input with parts: there is none until a part is entered. */
function MapControl(props: ControlProps) {
  const { id, field, onChange, issues } = props;
  const value = isMap(props.value) ? props.value : {};
  const classes = useStyles();
  const issuesOf = (part: string) =>
    issues.filter(({ path }) => path.endsWith(`.${field.name}.${part}`));
  const ofParts = field.fields.flatMap(part => issuesOf(part.name));
  const enter = (part: string, entered: unknown) => {
    const next = Object.entries({ ...value, [part]: entered }).filter(
      ([, one]) => one !== undefined,
    );
    onChange(next.length > 0 ? Object.fromEntries(next) : undefined);
  };
  return (
    <fieldset className={classes.map} aria-describedby={helpId(id)}>
      <FormLabel component="legend">{field.title}</FormLabel>
      <FieldHelp
        {...props}
        issues={issues.filter(issue => !ofParts.includes(issue))}
      />
      <div className={classes.parts}>
        {field.fields.map(part => (
          <InputControl
            {...props}
            key={part.name}
            id={`${id}-${part.name}`}
            field={{ ...part, required: false }}
            value={value[part.name]}
            onChange={entered => enter(part.name, entered)}
            issues={issuesOf(part.name)}
          />
        ))}
      </div>
    </fieldset>
  );
}

const CONTROLS: Record<InputField['kind'], ComponentType<ControlProps>> = {
  boolean: BooleanControl,
  choice: ChoiceControl,
  labels: LabelsControl,
  map: MapControl,
  number: TextControl,
  text: TextControl,
};

/** The control for an input of any kind. */
function InputControl(props: ControlProps) {
  const Control = CONTROLS[props.field.kind];
  return <Control {...props} />;
}

/** Inputs of a preset under a heading, side by side as far as there is room. */
export function InputControls(props: {
  step: StepState;
  fields: readonly InputField[];
  title?: string;
}) {
  const { step, fields, title } = props;
  const { id, inference, onChange, issues, disabled } = step;
  const classes = useStyles();
  return fields.length === 0 ? null : (
    <>
      {title && (
        <Typography variant="h6" component="h3">
          {title}
        </Typography>
      )}
      <div className={classes.grid}>
        {fields.map(field => (
          <InputControl
            key={field.name}
            id={`${id}-${field.name}`}
            field={field}
            value={inference.inputs[field.name]}
            onChange={value =>
              onChange(withInput(inference, field.name, value))
            }
            issues={issues.filter(issue => concernsInput(issue, field.name))}
            disabled={disabled}
          />
        ))}
      </div>
    </>
  );
}
