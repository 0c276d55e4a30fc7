import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { cluster } from '../__testUtils__/clusters';
import { renderTemplateForm } from '../__testUtils__/renderTemplateForm';
import { Cluster } from '../form/place';
import { CLUSTER_PICKER_NAME } from '../form/field';

/** A form that deploys to no cluster itself, as that of the GitOps template. */
function renderForm(clusters: Cluster[] | Error) {
  return renderTemplateForm([CLUSTER_PICKER_NAME], {
    clusters,
    uiOptions: { allowUnwatched: true },
  });
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
    expect(await create()).toEqual({ cluster: 'b' });
  });

  it('still starts with the first live cluster', async () => {
    const { create } = renderForm([
      cluster({ name: 'away', state: 'unavailable' }),
      cluster(),
    ]);
    await screen.findByRole('radio', { name: /^us-east/, checked: true });
    expect(await create()).toEqual({ cluster: 'us-east' });
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
    expect(await create()).toEqual({ cluster: 'edge-1' });
  });

  it('lets one type on past the name of a cluster in the list', async () => {
    const { create } = renderForm([cluster()]);
    await userEvent.type(await another(), 'us-east-2');
    expect(await another()).toHaveDisplayValue('us-east-2');
    expect(await create()).toEqual({ cluster: 'us-east-2' });
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
