import { PRESETS } from '@aikit-backstage/plugin-aikit-common';
import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { JsonObject } from '@backstage/types';
import { renderTemplateForm } from '../__testUtils__/renderTemplateForm';

function renderEngine(inference: JsonObject) {
  return renderTemplateForm(['AikitEngine'], { formData: { inference } });
}

const radio = (name: RegExp) =>
  screen.findByLabelText(name, { selector: 'input[type=radio]' });

describe('AikitEngine', () => {
  it('offers every preset with the sentence when it is right', async () => {
    renderEngine({ preset: 'aikit', inputs: {} });
    const engines = await screen.findByRole('radiogroup', { name: 'Engine' });
    expect(
      within(engines)
        .getAllByRole('radio')
        .map(one => one.getAttribute('aria-label')),
    ).toEqual(PRESETS.map(({ title, summary }) => `${title}: ${summary}`));
  });

  it('changes the mode by the keyboard', async () => {
    const { create } = renderEngine({ preset: 'aikit', inputs: {} });
    expect(await radio(/^Standard: The model fits one pod/)).toBeChecked();
    await userEvent.tab();
    await userEvent.tab();
    await userEvent.keyboard('{ArrowDown}');
    expect(await radio(/^Distributed: /)).toBeChecked();
    expect((await create()).inference).toEqual({
      preset: 'aikit',
      inputs: { mode: 'distributed' },
    });
  });

  it('offers only the modes that an engine has', async () => {
    renderEngine({ preset: 'aikit-rpc', inputs: {} });
    expect(await radio(/^Distributed: /)).toBeChecked();
    expect(
      screen.queryByRole('radio', { name: /^Standard: / }),
    ).not.toBeInTheDocument();
  });

  it('takes along what another engine knows too, and brings back the rest', async () => {
    const { create } = renderEngine({
      preset: 'aikit',
      inputs: { model: 'phi4:14b', gpusPerPod: 2, mode: 'distributed' },
      values: { podLabels: { team: 'a' } },
    });
    await userEvent.click(await radio(/^vLLM: /));
    expect(screen.getByLabelText('Model')).toHaveDisplayValue(
      'meta-llama/Llama-3.1-8B-Instruct',
    );
    expect(await radio(/^Distributed: /)).toBeChecked();
    fireEvent.change(screen.getByLabelText('Context length'), {
      target: { value: '8192' },
    });

    await userEvent.click(await radio(/^AIKit: /));
    await userEvent.click(await radio(/^vLLM: /));
    expect(screen.getByLabelText('Context length')).toHaveDisplayValue('8192');
    await userEvent.click(await radio(/^AIKit: /));
    expect((await create()).inference).toEqual({
      preset: 'aikit',
      inputs: { model: 'phi4:14b', gpusPerPod: 2, mode: 'distributed' },
      values: { podLabels: { team: 'a' } },
    });
  });

  it('does nothing when the line of the engine in use is clicked', async () => {
    const inference = {
      preset: 'aikit',
      inputs: { model: 'phi4:14b' },
      draft: 'podLabels: {',
    };
    const { create } = renderEngine(inference);
    const summary = PRESETS.find(({ name }) => name === 'aikit')!.summary;
    await userEvent.click(await screen.findByText(summary));
    expect((await create()).inference).toEqual(inference);
  });

  it('offers no way to leave out what has a control, for a value that hides it', async () => {
    const { create } = renderEngine({
      preset: 'aikit',
      inputs: { model: 'phi4:14b', gpusPerPod: 1 },
      values: { resources: { limits: { memory: '24Gi' } } },
    });
    expect(
      await screen.findByText(/does not count for resources\.limits\.memory/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /Leave it out/ }),
    ).not.toBeInTheDocument();
    expect((await create()).inference).toMatchObject({
      inputs: { model: 'phi4:14b' },
    });
  });

  it('asks for the secret of the model hub by its parts', async () => {
    const { create } = renderEngine({ preset: 'vllm', inputs: {} });
    const secret = await screen.findByRole('group', {
      name: 'Secret of the model hub',
    });
    fireEvent.change(within(secret).getByLabelText('Name'), {
      target: { value: 'hub' },
    });
    expect((await create()).inference).toEqual({
      preset: 'vllm',
      inputs: { hubSecret: { name: 'hub' } },
    });
  });

  it('says at an input what is wrong and refuses to go on', async () => {
    const { review } = renderEngine({ preset: 'vllm', inputs: {} });
    const context = await screen.findByLabelText('Context length');
    fireEvent.change(context, { target: { value: '0.5' } });
    expect(context).toHaveAccessibleDescription(
      /Error: must be a whole number of 1 or more/,
    );
    await review();
    expect(
      (
        await screen.findAllByText(
          /preset\.inputs\.contextLength: must be a whole number/,
        )
      )[0],
    ).toBeInTheDocument();
  });

  it('says that a prefilled preset is not there', async () => {
    renderEngine({ preset: 'vlm', inputs: {} });
    expect(
      await screen.findByText(/preset\.name is no preset: did you mean vllm/),
    ).toBeInTheDocument();
  });
});
