import { Content, Page } from '@backstage/core-components';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { FORM_FIELDS, formStep } from '../src/__testUtils__/formFields';

/** The fields of the template's form, each on a step of its own. */
export function FormPage() {
  return (
    <Page themeId="tool">
      <Content>
        <Stepper
          manifest={{
            title: 'AIKit inference',
            steps: FORM_FIELDS.map(({ name }) => formStep(name)),
          }}
          extensions={FORM_FIELDS}
          onCreate={async () => {}}
        />
      </Content>
    </Page>
  );
}
