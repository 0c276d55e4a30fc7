import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { cluster } from '../__testUtils__/clusters';
import { renderTemplateForm } from '../__testUtils__/renderTemplateForm';
import { Cluster } from '../form/place';
import { CLUSTER_PICKER_NAME } from '../form/field';

function renderForm(clusters: Cluster[] | Error, prefilled?: string) {
  return renderTemplateForm([CLUSTER_PICKER_NAME], {
    clusters,
    formData: prefilled ? { cluster: prefilled } : {},
  });
}

const picker = () => screen.findByRole('radiogroup', { name: 'Where to run' });
const lines = async () =>
  within(await picker())
    .getAllByRole('row')
    .slice(1);
const textOf = (row: HTMLElement) =>
  within(row)
    .getAllByRole('cell')
    .slice(1)
    .map(cell => cell.textContent);

describe('AikitClusterPicker', () => {
  it('starts with the first live cluster and hands its name on', async () => {
    const { create } = renderForm([
      cluster({ name: 'away', state: 'stale', lastSeen: undefined }),
      cluster(),
    ]);

    expect(
      await screen.findByRole('radio', {
        name: 'us-east · 12 of 12 nvidia.com/gpu free, LWS 0.9.0',
        checked: true,
      }),
    ).toBeInTheDocument();
    expect(await create()).toEqual({ cluster: 'us-east' });
  });

  it('is one stop of the Tab key, and arrow keys choose', async () => {
    const { create } = renderForm([
      cluster(),
      cluster({ name: 'away', state: 'unavailable' }),
      cluster({ name: 'eu-west' }),
    ]);
    const first = await screen.findByRole('radio', { name: /^us-east/ });
    expect(first).toBeChecked();

    await userEvent.tab();
    expect(first).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    expect(screen.getByRole('radio', { name: /^eu-west/ })).toBeChecked();
    await userEvent.tab();
    expect(screen.getByRole('button', { name: 'Review' })).toHaveFocus();
    expect(await create()).toEqual({ cluster: 'eu-west' });
  });

  it('shows free and total accelerators by kind, and the LeaderWorkerSet', async () => {
    const [gpus] = cluster().accelerators;
    renderForm([
      cluster({
        title: 'US East',
        accelerators: [
          { ...gpus, total: 16, free: 9, largestFree: 4 },
          {
            ...gpus,
            resource: 'nvidia.com/mig-1g.5gb',
            usable: 28,
            total: 28,
            free: 28,
            largestFree: 28,
            models: [],
          },
        ],
      }),
      cluster({ name: 'cpu', accelerators: [], leaderWorkerSet: 'missing' }),
      cluster({ name: 'custom', leaderWorkerSetVersion: undefined }),
    ]);

    const [east, cpu, custom] = (await lines()).map(textOf);
    expect(east).toEqual([
      'US East',
      '9 of 12 nvidia.com/gpu free, at most 4 on one node, 4 on nodes that are away or cordoned · NVIDIA-A10G' +
        '28 of 28 nvidia.com/mig-1g.5gb free',
      'LWS 0.9.0',
      'live',
    ]);
    expect(cpu.slice(1, 3)).toEqual([
      'no accelerators',
      'no LWS: standard mode only',
    ]);
    expect(custom[2]).toBe('LWS, version not known');
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
    const radios = within(await picker()).getAllByRole('radio');
    expect(radios.map(radio => radio.getAttribute('aria-label'))).toEqual([
      'a · unavailable: no route to host',
      'b · cannot be watched: google needs a user',
      'c · connecting',
    ]);
    radios.forEach(radio => {
      expect(radio).toBeDisabled();
      expect(radio).not.toBeChecked();
    });
  });

  it('refuses to go on without a cluster', async () => {
    const { review } = renderForm([cluster({ state: 'unavailable' })]);
    await screen.findByText(/No cluster can be deployed to/);
    await review();

    expect(
      (await screen.findAllByText(/must have required property/))[0],
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Create' }),
    ).not.toBeInTheDocument();
  });

  it('refuses a cluster without LeaderWorkerSet for distributed mode', async () => {
    const { review } = renderTemplateForm([CLUSTER_PICKER_NAME], {
      clusters: [cluster({ leaderWorkerSet: 'missing' })],
      formData: {
        inference: { preset: 'aikit', inputs: { mode: 'distributed' } },
      },
    });
    await screen.findByRole('radio', { name: /^us-east/, checked: true });
    await review();
    expect(
      (await screen.findAllByText(/which distributed mode needs/))[0],
    ).toBeInTheDocument();
  });

  it('takes it for standard mode', async () => {
    const inference = { preset: 'aikit', inputs: {} };
    const { create } = renderTemplateForm([CLUSTER_PICKER_NAME], {
      clusters: [cluster({ leaderWorkerSet: 'missing' })],
      formData: { inference },
    });
    await screen.findByRole('radio', { name: /^us-east/, checked: true });
    expect(await create()).toEqual({ inference, cluster: 'us-east' });
  });

  it('says that a prefilled cluster is not one of the portal', async () => {
    renderForm([cluster()], 'gone');
    expect(
      await screen.findByText(/gone is not a cluster of this portal/),
    ).toBeInTheDocument();
  });

  it('says why there is no list', async () => {
    renderForm(new Error('The backend is away'));
    expect(
      await screen.findByText(/cannot be loaded: The backend is away/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('radiogroup')).not.toBeInTheDocument();
  });
});
