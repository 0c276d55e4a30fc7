import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeAikitApi } from '../__testUtils__/fakes';
import { response } from '../__testUtils__/workloads';
import { aikitApiRef } from '../api';
import { AikitClusterPicker } from './AikitClusterPicker';
import { Cluster } from './options';
import { validateCluster } from './validation';

function cluster(overrides: Partial<Cluster> = {}): Cluster {
  return {
    name: 'us-east',
    state: 'live',
    leaderWorkerSet: 'installed',
    nodes: { total: 3, ready: 3 },
    accelerators: [
      {
        resource: 'nvidia.com/gpu',
        usable: 12,
        total: 12,
        allocated: 0,
        free: 12,
        largestFree: 4,
        models: ['NVIDIA-A10G'],
      },
    ],
    ...overrides,
  };
}

/** Renders a template's form with the field, as the scaffolder does. */
function renderForm(clusters: Cluster[] | Error) {
  const api = fakeAikitApi(response([]));
  api.clusters.mockImplementation(async () => {
    if (clusters instanceof Error) {
      throw clusters;
    }
    return { items: clusters };
  });
  const onCreate = jest.fn(async () => {});
  renderInTestApp(
    <Stepper
      manifest={{
        title: 'AIKit inference',
        steps: [
          {
            title: 'Where',
            schema: {
              type: 'object',
              required: ['cluster'],
              properties: {
                cluster: {
                  title: 'Where to run',
                  type: 'string',
                  'ui:field': 'AikitClusterPicker',
                },
              },
            },
          },
        ],
      }}
      extensions={[
        {
          name: 'AikitClusterPicker',
          component: AikitClusterPicker,
          validation: validateCluster,
        },
      ]}
      onCreate={onCreate}
    />,
    { apis: [[aikitApiRef, api]] },
  );
  return { onCreate };
}

const picker = () => screen.findByRole('combobox', { name: /Where to run/ });

describe('AikitClusterPicker', () => {
  it('starts with the first live cluster and hands its name on', async () => {
    const { onCreate } = renderForm([
      cluster({ name: 'away', state: 'stale', lastSeen: undefined }),
      cluster(),
    ]);

    expect(
      await screen.findByRole('option', {
        name: 'us-east · 12 of 12 nvidia.com/gpu free',
        selected: true,
      }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    expect(onCreate).toHaveBeenCalledWith({ cluster: 'us-east' });
  });

  it('is worked by the keyboard', async () => {
    const { onCreate } = renderForm([cluster(), cluster({ name: 'eu-west' })]);
    await screen.findByRole('option', { name: /^us-east/, selected: true });

    await userEvent.tab();
    expect(await picker()).toHaveFocus();
    await userEvent.selectOptions(await picker(), 'eu-west');
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    expect(onCreate).toHaveBeenCalledWith({ cluster: 'eu-west' });
  });

  it('lists clusters that cannot be deployed to, with the reason, and offers them not', async () => {
    renderForm([
      cluster({ name: 'a', state: 'unavailable', error: 'no route to host' }),
      cluster({
        name: 'b',
        state: 'unsupported',
        error: 'google needs a user',
      }),
      cluster({ name: 'c', state: 'connecting' }),
    ]);

    await screen.findByText(/No cluster can be deployed to/);
    const options = within(await picker())
      .getAllByRole('option')
      .slice(1);
    expect(options.map(option => option.textContent)).toEqual([
      'a · unavailable: no route to host',
      'b · cannot be watched: google needs a user',
      'c · connecting',
    ]);
    options.forEach(option => expect(option).toBeDisabled());
    expect(await picker()).toHaveValue('');
  });

  it('says what a cluster lacks', async () => {
    renderForm([
      cluster({ title: 'CPU only', accelerators: [] }),
      cluster({ name: 'old', leaderWorkerSet: 'missing' }),
    ]);
    expect(
      await screen.findByRole('option', { name: 'CPU only · no accelerators' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('option', {
        name: 'old · 12 of 12 nvidia.com/gpu free, standard mode only (no LeaderWorkerSet API)',
      }),
    ).toBeEnabled();
  });

  it('refuses to go on without a cluster', async () => {
    renderForm([cluster()]);
    await screen.findByRole('option', { name: /^us-east/, selected: true });
    await userEvent.selectOptions(await picker(), '');
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));

    // The browser's own check; the validator is for forms that go without.
    expect(await picker()).toBeInvalid();
    expect(
      screen.queryByRole('button', { name: 'Create' }),
    ).not.toBeInTheDocument();
  });

  it('says why there is no list', async () => {
    renderForm(new Error('The backend is away'));
    expect(
      await screen.findByText(/cannot be loaded: The backend is away/),
    ).toBeInTheDocument();
    expect(await picker()).toBeDisabled();
  });
});
