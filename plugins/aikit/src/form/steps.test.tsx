import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderTemplateForm } from '../__testUtils__/renderTemplateForm';

const radio = (name: RegExp) =>
  screen.findByLabelText(name, { selector: 'input[type=radio]' });

async function enter(label: string, text: string) {
  const control = await screen.findByLabelText(label);
  fireEvent.change(control, { target: { value: text } });
}

describe('the steps of the form together', () => {
  it("make one object: the documentation's GPU example", async () => {
    const { next, create } = renderTemplateForm([
      'AikitModelGallery',
      'AikitEngine',
      'AikitSize',
      'AikitClusterPicker',
    ]);
    fireEvent.click(await radio(/^Llama 3\.2 3B/));
    await next();
    fireEvent.click(await radio(/^Distributed: /));
    await next();
    await enter('Pods per group', '5');
    await enter('Accelerators per pod', '2');
    await enter('Memory', '32Gi');
    await enter('Accelerators of the leader', '4');
    await enter('Memory of the leader', '64Gi');
    await enter('Instance type', 'g5.4xlarge');
    expect(
      screen.getByText('1 group × (4 + 4×2) = 12 nvidia.com/gpu'),
    ).toBeInTheDocument();
    await next();
    expect(await radio(/^us-east/)).toBeChecked();

    expect(await create()).toEqual({
      cluster: 'us-east',
      inference: {
        preset: 'aikit',
        inputs: {
          model: 'llama3.2:3b',
          mode: 'distributed',
          podsPerGroup: 5,
          gpusPerPod: 2,
          memory: '32Gi',
          leaderGpus: 4,
          leaderMemory: '64Gi',
          instanceType: 'g5.4xlarge',
        },
      },
    });
  });

  it('remember what was entered for an engine that was left', async () => {
    const inference = {
      preset: 'vllm',
      inputs: { model: 'org/large', contextLength: 8192 },
      values: { podLabels: { team: 'a' } },
    };
    const { next, create } = renderTemplateForm(
      ['AikitModelGallery', 'AikitEngine'],
      { formData: { inference } },
    );
    await radio(/^Hub model with vLLM/);
    await next();
    fireEvent.click(await radio(/^AIKit: /));
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    await radio(/^Llama 3\.1 8B/);
    await next();
    fireEvent.click(await radio(/^vLLM: /));
    expect(await screen.findByLabelText('Model')).toHaveDisplayValue(
      'org/large',
    );
    // What was tried is not what is to run, and not handed on.
    expect(await create()).toEqual({ inference });
  });

  it('keep what a link has prefilled', async () => {
    const { next, create } = renderTemplateForm(
      ['AikitModelGallery', 'AikitClusterPicker'],
      { formData: { name: 'chat', cluster: 'us-east', namespace: 'team' } },
    );
    await radio(/^Llama 3\.1 8B/);
    await next();
    await radio(/^us-east/);
    expect(await create()).toEqual({
      name: 'chat',
      cluster: 'us-east',
      namespace: 'team',
      inference: { preset: 'aikit', inputs: { model: 'llama3.1:8b' } },
    });
  });
});
