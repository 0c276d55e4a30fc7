import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeAikitApi } from '../../__testUtils__/fakes';
import { renderCard } from '../../__testUtils__/renderCard';
import {
  group,
  response,
  workload,
} from '@aikit-backstage/plugin-aikit-common/testUtils';

describe('Groups', () => {
  it('tells all of a pod when its tile has the focus, and moves by arrow keys', async () => {
    renderCard(fakeAikitApi(response([workload({ groups: [group(0)] })])));
    await screen.findByText('Healthy');

    await userEvent.tab();
    expect(
      screen.getByRole('button', { name: /^leader search-llm-0,/ }),
    ).toHaveFocus();
    const details = await screen.findByText('leader search-llm-0');
    const tooltip = details.closest<HTMLElement>('[role=tooltip]')!;
    for (const line of [
      'ready',
      'on gpu-node-1',
      '2 nvidia.com/gpu',
      '0 restarts',
      /^since .*\(3 min ago\)$/,
    ]) {
      expect(within(tooltip).getByText(line)).toBeInTheDocument();
    }

    await userEvent.keyboard('{ArrowRight}');
    expect(
      screen.getByRole('button', { name: /^worker search-llm-0-1,/ }),
    ).toHaveFocus();
    await userEvent.keyboard('{End}');
    expect(
      screen.getByRole('button', { name: /^worker search-llm-0-4,/ }),
    ).toHaveFocus();
    await userEvent.keyboard('{Home}');
    expect(screen.getByRole('button', { name: /^leader/ })).toHaveFocus();
  });

  it('tells all of a pod under the pointer', async () => {
    renderCard(fakeAikitApi(response([workload({ groups: [group(0)] })])));
    await userEvent.hover(
      await screen.findByRole('button', { name: /^leader/ }),
    );
    expect(await screen.findByRole('tooltip')).toHaveTextContent(
      'leader search-llm-0',
    );
  });

  it('shrinks many groups to a strip with counts, those that need attention first', async () => {
    const groups = Array.from({ length: 200 }, (_, index) => {
      if (index === 150) {
        return group(index, { state: 'failed', message: 'leader crashes' });
      }
      return index % 50 === 7
        ? group(index, {
            state: 'pending',
            message: 'waiting for GPUs',
            workers: ['ready', 'pending', 'pending', 'pending'],
          })
        : group(index);
    });
    renderCard(fakeAikitApi(response([workload({ groups })])));

    const strip = await screen.findByRole('group', { name: 'Groups by state' });
    const rows = within(strip).getAllByRole('toolbar');
    expect(
      rows.map(row => [
        document.getElementById(row.getAttribute('aria-labelledby')!)
          ?.textContent,
        within(row).getAllByRole('button', { hidden: true }).length,
      ]),
    ).toEqual([
      ['1 failed', 1],
      ['4 waiting', 4],
      ['195 ready', 195],
    ]);
    expect(within(rows[1]).getAllByRole('button')[0]).toHaveAccessibleName(
      'group 7: waiting for GPUs, 2 of 5 pods ready',
    );

    const boxes = screen
      .getAllByRole('group')
      .filter(box => within(box).queryAllByRole('group').length === 0)
      .filter(box => box !== strip);
    expect(
      boxes.map(box => within(box).getByText(/^group/).textContent),
    ).toEqual(['group 150', 'group 7', 'group 57', 'group 107']);
  });

  it('shows those pods of a large group that matter, and counts the others', async () => {
    const workers = Array.from({ length: 99 }, (_, index) =>
      index === 60 ? ('failed' as const) : ('ready' as const),
    );
    renderCard(
      fakeAikitApi(response([workload({ groups: [group(0, { workers })] })])),
    );
    expect(await screen.findByText('76 more: 76 ready')).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: /^worker search-llm-0-61, failed/ }),
    ).toBeInTheDocument();
  });
});
