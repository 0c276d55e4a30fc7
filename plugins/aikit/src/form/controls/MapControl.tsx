import { isMap } from '@aikit-backstage/plugin-aikit-common';
import FormLabel from '@material-ui/core/FormLabel';
import { makeStyles } from '@material-ui/core/styles';
import { ControlProps } from './control';
import { FieldHelp } from './FieldHelp';
import { InputControl } from './InputControl';

const useStyles = makeStyles(
  theme => ({
    map: { border: 0, margin: 0, padding: 0, minWidth: 0 },
    parts: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))',
      gap: theme.spacing(2),
      paddingTop: theme.spacing(1),
    },
  }),
  { name: 'AikitMapControl' },
);

/** Control of an input with parts: there is none until a part is entered. */
export function MapControl(props: ControlProps) {
  const { id, field, onChange, issues, disabled } = props;
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
    <fieldset className={classes.map} aria-describedby={`${id}-help`}>
      <FormLabel component="legend">{field.title}</FormLabel>
      <FieldHelp
        id={`${id}-help`}
        description={field.description}
        issues={issues.filter(issue => !ofParts.includes(issue))}
        onUse={onChange}
        disabled={disabled}
      />
      <div className={classes.parts}>
        {field.fields.map(part => (
          <InputControl
            key={part.name}
            id={`${id}-${part.name}`}
            field={{ ...part, required: false }}
            value={value[part.name]}
            onChange={entered => enter(part.name, entered)}
            issues={issuesOf(part.name)}
            disabled={disabled}
          />
        ))}
      </div>
    </fieldset>
  );
}
