import { response } from '@aikit-backstage/plugin-aikit-common/testUtils';
import {
  ScaffolderFieldExtensions,
  useCustomFieldExtensions,
} from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { cluster } from '../__testUtils__/clusters';
import { fakeAikitApi } from '../__testUtils__/fakes';
import { FORM_FIELDS, formStep } from '../__testUtils__/formFields';
import {
  AikitClusterPickerFieldExtension,
  AikitEngineFieldExtension,
  aikitApiRef,
  AikitModelGalleryFieldExtension,
  AikitReviewFieldExtension,
  AikitSizeFieldExtension,
  AikitValuesEditorFieldExtension,
} from '.';

const FIELDS = (
  <ScaffolderFieldExtensions>
    <AikitModelGalleryFieldExtension />
    <AikitEngineFieldExtension />
    <AikitSizeFieldExtension />
    <AikitClusterPickerFieldExtension />
    <AikitValuesEditorFieldExtension />
    <AikitReviewFieldExtension />
  </ScaffolderFieldExtensions>
);

// A whole form is slow to draw where there is no browser.
jest.setTimeout(30_000);

/** A form with one of the fields, as the old scaffolder page draws it. */
function Form(props: { step: ReturnType<typeof formStep>; cluster?: string }) {
  const extensions =
    useCustomFieldExtensions<(typeof FORM_FIELDS)[number]>(FIELDS);
  return (
    <>
      <Stepper
        manifest={{ title: 'AIKit inference', steps: [props.step] }}
        extensions={extensions}
        initialState={props.cluster ? { cluster: props.cluster } : {}}
        onCreate={async () => {}}
      />
      {extensions.map(({ name, schema }) => (
        <output key={name}>{JSON.stringify({ name, schema })}</output>
      ))}
    </>
  );
}

async function renderForm(step: ReturnType<typeof formStep>, chosen?: string) {
  const api = fakeAikitApi(response([]));
  api.clusters.mockResolvedValue({ items: [cluster()] });
  // The scaffolder scrolls up at each step, which jsdom cannot.
  window.scrollTo = () => {};
  await renderInTestApp(
    <TestApiProvider apis={[[aikitApiRef, api]]}>
      <Form step={step} cluster={chosen} />
    </TestApiProvider>,
  );
}

describe('form fields for the old frontend system', () => {
  it('have the names and schemas of the new one', async () => {
    await renderForm(formStep('AikitReview'));
    const shown = FORM_FIELDS.map(({ name, schema }) =>
      screen.getByText(JSON.stringify({ name, schema })),
    );
    expect(shown).toHaveLength(6);
  });

  it.each([
    ['AikitModelGallery', /^Llama 3\.1 8B/],
    ['AikitEngine', /^Distributed: /],
    ['AikitClusterPicker', /^us-east/],
  ])('load when a form shows them: %s', async (field, choice) => {
    await renderForm(formStep(field));
    expect(
      await screen.findByLabelText(
        choice,
        { selector: 'input[type=radio]' },
        { timeout: 10_000 },
      ),
    ).toBeInTheDocument();
  });

  it('refuse what the new ones refuse', async () => {
    const step = formStep('AikitClusterPicker', { allowUnwatched: true });
    await renderForm(step, 'us..east');
    await userEvent.click(
      await screen.findByText('Review', { selector: 'button *' }),
    );
    expect(
      await screen.findByText(/^The name of a cluster consists of letters/),
    ).toBeInTheDocument();
  });
});
