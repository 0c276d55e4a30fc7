import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { cluster } from '../__testUtils__/clusters';
import { fakeAikitApi } from '../__testUtils__/fakes';
import { FORM_FIELDS, formStep } from '../__testUtils__/formFields';
import { response } from '../__testUtils__/workloads';
import { aikitApiRef } from '../api';
import { Cluster } from './options';
import { CLUSTER_PICKER_NAME } from './validation';

/** A form that deploys to no cluster itself, as that of the GitOps template. */
function renderForm(clusters: Cluster[] | Error) {
  window.scrollTo = () => {};
  const api = fakeAikitApi(response([]));
  api.clusters.mockImplementation(async () => {
    if (clusters instanceof Error) {
      throw clusters;
    }
    return { items: clusters };
  });
  const step = formStep(CLUSTER_PICKER_NAME);
  Object.assign(step.schema.properties.cluster, {
    'ui:options': { allowUnwatched: true },
  });
  const onCreate = jest.fn(async () => {});
  renderInTestApp(
    <Stepper
      manifest={{ title: 'GitOps', steps: [step] }}
      extensions={FORM_FIELDS}
      onCreate={onCreate}
    />,
    { apis: [[aikitApiRef, api]] },
  );
  const press = async (name: string) =>
    userEvent.click(await screen.findByRole('button', { name }));
  return {
    review: () => press('Review'),
    create: async () => {
      await press('Review');
      await press('Create');
      return onCreate.mock.calls[0];
    },
  };
}

const another = () => screen.findByLabelText('Another cluster');

describe('AikitClusterPicker with allowUnwatched', () => {
  it('offers clusters that cannot be watched, with the reason', async () => {
    const { create } = renderForm([
      cluster({ name: 'a', state: 'unsupported', error: 'needs a user' }),
      cluster({ name: 'b', state: 'unavailable', error: 'no route' }),
    ]);
    const first = await screen.findByRole('radio', {
      name: 'a · cannot be watched: needs a user',
    });
    expect(first).toBeEnabled();
    expect(first).not.toBeChecked();
    expect(
      screen.queryByText(/No cluster can be deployed to/),
    ).not.toBeInTheDocument();

    await userEvent.tab();
    expect(first).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    expect(
      screen.getByRole('radio', { name: 'b · unavailable: no route' }),
    ).toBeChecked();
    await userEvent.tab();
    expect(await another()).toHaveFocus();
    expect(await create()).toEqual([{ cluster: 'b' }]);
  });

  it('still starts with the first live cluster', async () => {
    const { create } = renderForm([
      cluster({ name: 'away', state: 'unavailable' }),
      cluster(),
    ]);
    await screen.findByRole('radio', { name: /^us-east/, checked: true });
    expect(await create()).toEqual([{ cluster: 'us-east' }]);
  });

  it.each([
    ['has no clusters', []],
    ['does not answer', new Error('The backend is away')],
    ['lists others', [cluster()]],
  ])('takes a name when the portal %s', async (_, clusters) => {
    const { create } = renderForm(clusters);
    fireEvent.change(await another(), { target: { value: ' edge-1 ' } });
    fireEvent.blur(await another());
    expect(await another()).toHaveDisplayValue('edge-1');
    expect(
      screen.queryByText(/is not a cluster of this portal/),
    ).not.toBeInTheDocument();
    expect(await create()).toEqual([{ cluster: 'edge-1' }]);
  });

  it('lets one type on past the name of a cluster in the list', async () => {
    const { create } = renderForm([cluster()]);
    await userEvent.type(await another(), 'us-east-2');
    expect(await another()).toHaveDisplayValue('us-east-2');
    expect(await create()).toEqual([{ cluster: 'us-east-2' }]);
  });

  it('refuses to go on without a cluster', async () => {
    const { review } = renderForm([]);
    await another();
    await review();
    expect(
      (await screen.findAllByText(/must have required property/))[0],
    ).toBeInTheDocument();
  });
});
