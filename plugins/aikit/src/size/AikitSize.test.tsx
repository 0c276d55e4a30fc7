import { JsonObject } from '@backstage/types';
import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderTemplateForm } from '../__testUtils__/renderTemplateForm';

function renderSize(preset: string, inputs: JsonObject = {}) {
  return renderTemplateForm(['AikitSize'], {
    formData: { inference: { preset, inputs } },
  });
}

async function enter(label: string | RegExp, text: string) {
  const control = await screen.findByLabelText(label);
  fireEvent.change(control, { target: { value: text } });
  fireEvent.blur(control);
}

describe('AikitSize', () => {
  it('writes the sum of the accelerators down while one types', async () => {
    const { create } = renderSize('aikit', { mode: 'distributed' });
    expect(
      await screen.findByText('1 group × (1 + 1×1) = 2 nvidia.com/gpu'),
    ).toBeInTheDocument();

    await enter('Groups', '2');
    await enter('Pods per group', '5');
    await enter('Accelerators per pod', '2');
    await enter('Accelerators of the leader', '4');

    const sum = screen.getByText('2 groups × (4 + 4×2) = 24 nvidia.com/gpu');
    expect(sum.closest('[aria-live=polite]')).toBeInTheDocument();
    expect((await create()).inference).toEqual({
      preset: 'aikit',
      inputs: {
        mode: 'distributed',
        groups: 2,
        podsPerGroup: 5,
        gpusPerPod: 2,
        leaderGpus: 4,
      },
    });
  });

  it('asks for nothing of leaders when pods serve alone', async () => {
    renderSize('aikit', { gpusPerPod: 2, groups: 3 });
    expect(
      await screen.findByText('3 pods × 2 = 6 nvidia.com/gpu'),
    ).toBeInTheDocument();
    expect(screen.queryByLabelText('Pods per group')).not.toBeInTheDocument();
    expect(screen.queryByLabelText(/leader/)).not.toBeInTheDocument();
  });

  it('shows the default again when a number is cleared and left', async () => {
    renderSize('aikit', { groups: 7 });
    const groups = await screen.findByLabelText('Groups');
    await userEvent.clear(groups);
    expect(groups).toHaveDisplayValue('');
    await userEvent.tab();
    expect(groups).toHaveDisplayValue('1');
  });

  it('says at the input what is wrong, refuses in the same words, and offers what would do', async () => {
    const { review, create } = renderSize('vllm', {
      mode: 'distributed',
      podsPerGroup: 2,
      gpusPerPod: 8,
      tensorParallel: 8,
      pipelineParallel: 3,
    });
    const pipeline = await screen.findByLabelText('Pipeline parallelism');
    expect(pipeline).toBeInvalid();
    expect(pipeline).toHaveAccessibleDescription(
      /Error: tensor × pipeline parallelism must be 16/,
    );

    await review();
    expect(
      (
        await screen.findAllByText(
          /preset\.inputs\.pipelineParallel: tensor × pipeline parallelism must be 16/,
        )
      )[0],
    ).toBeInTheDocument();

    await userEvent.click(screen.getByRole('button', { name: 'Use 2' }));
    expect(pipeline).toHaveDisplayValue('2');
    expect(pipeline).toBeValid();
    expect((await create()).inference).toMatchObject({
      inputs: { pipelineParallel: 2 },
    });
  });

  it('shows what no input has a place for, with its path', async () => {
    renderSize('aikit', { instanceType: 'g5 large' });
    expect(await screen.findByText(/Error: nodeSelector/)).toBeInTheDocument();
  });

  it.each([
    ['one of groups, in standard mode', 'podsPerGroup', 0],
    ['one of leaders, in standard mode', 'leaderMemory', 'much'],
    ['one that the engine does not know', 'gpuPerPod', 1],
  ])('lets go of a wrong input without control: %s', async (_, name, value) => {
    const { create } = renderSize('aikit', { groups: 2, [name]: value });
    expect(
      await screen.findByText(new RegExp(`preset\\.inputs\\.${name} `)),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Leave it out' }));
    expect((await create()).inference).toEqual({
      preset: 'aikit',
      inputs: { groups: 2 },
    });
  });

  it('says that a text of the values which cannot be read takes the place of changes', async () => {
    const readable = { preset: 'aikit', inputs: {}, values: { x: 1 } };
    const { create } = renderTemplateForm(['AikitSize'], {
      formData: { inference: { ...readable, draft: 'replicaCount: {' } },
    });
    const notice = await screen.findByText(/counts only until that text/);
    expect(notice.closest('[role=status]')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Discard the text' }),
    );
    expect(notice).not.toBeInTheDocument();
    expect((await create()).inference).toEqual(readable);
  });

  it('takes labels of nodes as one writes them for kubectl', async () => {
    const { create } = renderSize('aikit');
    await enter('Node selector', 'zone=a, gpu=l4');
    await userEvent.click(
      screen.getByLabelText('Tolerate the accelerator’s taint'),
    );
    expect((await create()).inference).toEqual({
      preset: 'aikit',
      inputs: { nodeSelector: { zone: 'a', gpu: 'l4' }, tolerateTaint: false },
    });
  });
});
