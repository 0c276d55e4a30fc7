import { ValueIssue } from '@aikit-backstage/plugin-aikit-common';
import { makeStyles } from '@material-ui/core/styles';
import { Inference, withInput } from '../inference';
import { InputField } from '../inputFields';
import { concernsInput } from '../issues';
import { InputControl } from './InputControl';

const useStyles = makeStyles(
  theme => ({
    grid: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(240px, 1fr))',
      gap: theme.spacing(2),
      margin: theme.spacing(1, 0, 2),
      alignItems: 'start',
    },
  }),
  { name: 'AikitInputControls' },
);

/** Inputs of a preset, side by side as far as there is room. */
export function InputControls(props: {
  /** Unique in the document; the controls' ids start with it. */
  id: string;
  fields: readonly InputField[];
  inference: Inference;
  onChange: (inference: Inference) => void;
  issues: readonly ValueIssue[];
  disabled?: boolean;
}) {
  const { id, fields, inference, onChange, issues, disabled } = props;
  const classes = useStyles();
  return (
    <div className={classes.grid}>
      {fields.map(field => (
        <InputControl
          key={field.name}
          id={`${id}-${field.name}`}
          field={field}
          value={inference.inputs[field.name]}
          onChange={value => onChange(withInput(inference, field.name, value))}
          issues={issues.filter(issue => concernsInput(issue, field.name))}
          disabled={disabled}
        />
      ))}
    </div>
  );
}
