import { ClustersResponse } from '@aikit-backstage/plugin-aikit-common';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { JsonObject, JsonValue } from '@backstage/types';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aikitApiRef } from '../api';
import { cluster } from './clusters';
import { fakeAikitApi } from './fakes';
import { FORM_FIELDS, formStep } from './formFields';
import { response } from '@aikit-backstage/plugin-aikit-common/testUtils';

// A whole form is slow to draw where there is no browser.
jest.setTimeout(30_000);

/**
 * Renders a template's form as the scaffolder does, one step for each of the
 * fields named.
 *
 * @param clusters - what the backend answers; an Error: it does not
 */
export function renderTemplateForm(
  fields: readonly string[],
  options: {
    formData?: Record<string, JsonValue>;
    clusters?: ClustersResponse['items'] | Error;
    uiOptions?: JsonObject;
    /** As in app-config. */
    policy?: object;
  } = {},
) {
  const { formData, clusters = [cluster()], uiOptions } = options;
  // The scaffolder scrolls up at each step, which jsdom cannot.
  window.scrollTo = () => {};
  const api = fakeAikitApi(response([]), options.policy);
  api.clusters.mockImplementation(async () => {
    if (clusters instanceof Error) {
      throw clusters;
    }
    return { items: clusters };
  });
  const onCreate = jest.fn(async (_values: JsonObject) => {});
  renderInTestApp(
    <Stepper
      manifest={{
        title: 'AIKit inference',
        steps: fields.map(field => formStep(field, uiOptions)),
      }}
      extensions={FORM_FIELDS}
      initialState={formData}
      onCreate={onCreate}
    />,
    { apis: [[aikitApiRef, api]] },
  );
  const press = async (name: string) =>
    userEvent.click(await screen.findByRole('button', { name }));
  return {
    api,
    next: () => press('Next'),
    review: () => press('Review'),
    /** Goes from the last step to the end; gives what the form holds. */
    create: async (): Promise<JsonObject> => {
      await press('Review');
      await press('Create');
      return onCreate.mock.calls[0][0];
    },
  };
}
