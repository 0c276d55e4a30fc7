import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import Box from '@material-ui/core/Box';
import CssBaseline from '@material-ui/core/CssBaseline';
import { FORM_FIELDS, formStep } from '../src/__testUtils__/formFields';

/** The fields of the template's form, each on a step of its own. */
export function FormPage() {
  return (
    <Box p={3}>
      <CssBaseline />
      <Stepper
        manifest={{
          title: 'AIKit inference',
          steps: FORM_FIELDS.map(({ name }) => formStep(name)),
        }}
        extensions={FORM_FIELDS}
        onCreate={async () => {}}
      />
    </Box>
  );
}
