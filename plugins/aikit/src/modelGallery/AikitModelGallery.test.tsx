import { AIKIT_MODELS } from '@aikit-backstage/plugin-aikit-common';
import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderTemplateForm } from '../__testUtils__/renderTemplateForm';

function renderGallery(preset?: string, inputs: Record<string, string> = {}) {
  return renderTemplateForm(['AikitModelGallery'], {
    formData: preset ? { inference: { preset, inputs } } : {},
  });
}

// By role it would take long, with so many lines.
const line = (name: RegExp) =>
  screen.findByLabelText(name, { selector: 'input[type=radio]' });

function type(label: string, text: string) {
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } });
}

describe('AikitModelGallery', () => {
  it('starts with a ready model of the first preset', async () => {
    const { create } = renderGallery();
    expect(
      await screen.findByRole('radio', {
        name: 'Llama 3.1 8B, Q4_K_M, 8 GiB, CPU or GPU, chat',
        checked: true,
      }),
    ).toBeInTheDocument();
    expect(await create()).toEqual({
      inference: { preset: 'aikit', inputs: { model: 'llama3.1:8b' } },
    });
  });

  it('is reached by Tab and worked by arrow keys', async () => {
    const { create } = renderGallery();
    await line(/^Llama 3.1 8B/);
    await userEvent.tab();
    expect(screen.getByLabelText('Find a model')).toHaveFocus();
    await userEvent.tab();
    expect(await line(/^Llama 3.1 8B/)).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    expect(await line(/^Llama 3.3 70B/)).toBeChecked();
    expect((await create()).inference).toEqual({
      preset: 'aikit',
      inputs: { model: 'llama3.3:70b' },
    });
  });

  it('finds models by words, and always offers what is not ready', async () => {
    renderGallery();
    await line(/^Llama 3.1 8B/);
    type('Find a model', 'llama 70b');
    const names = within(screen.getByRole('radiogroup', { name: 'Model' }))
      .getAllByRole('radio')
      .map(radio => radio.getAttribute('aria-label')?.split(/[,:]/)[0]);
    expect(names.slice(0, 3)).toEqual([
      'Llama 3.3 70B',
      'Own image',
      'Hub model with llama.cpp',
    ]);
    expect(
      screen.getByText(`1 of ${AIKIT_MODELS.length} models`),
    ).toBeInTheDocument();
  });

  it('asks for the name of an own image, and refuses to go on without', async () => {
    const { create, review } = renderGallery();
    await userEvent.click(await line(/^Own image: /));
    await review();
    expect(
      (await screen.findAllByText(/preset\.inputs\.image: is required/))[0],
    ).toBeInTheDocument();

    type('Image *', 'docker.io/sozercan/testmodel:test');
    expect((await create()).inference).toEqual({
      preset: 'aikit',
      inputs: { image: 'docker.io/sozercan/testmodel:test' },
    });
  });

  it('keeps the name of an own image when arrow keys pass over models', async () => {
    const inputs = { image: 'ghcr.io/team/mine:1' };
    const { create } = renderGallery('aikit', inputs);
    await line(/^Own image: /);
    await userEvent.tab();
    await userEvent.tab();
    await userEvent.keyboard('{ArrowUp}');
    expect(await line(/^Own image: /)).not.toBeChecked();
    await userEvent.keyboard('{ArrowDown}');
    expect(screen.getByLabelText('Image *')).toHaveDisplayValue(inputs.image);
    expect((await create()).inference).toEqual({ preset: 'aikit', inputs });
  });

  it('stays with an own image whose name is cleared', async () => {
    renderGallery('aikit', { image: 'ghcr.io/team/mine:1' });
    await line(/^Own image: /);
    type('Image *', '');
    expect(await line(/^Own image: /)).toBeChecked();
    expect(screen.getByLabelText('Image *')).toHaveDisplayValue('');
  });

  it('gives an own image up for a ready one', async () => {
    const { create } = renderGallery('aikit', { image: 'a/b:1' });
    expect(await line(/^Own image: /)).toBeChecked();
    await userEvent.click(await line(/^Phi 4/));
    expect((await create()).inference).toEqual({
      preset: 'aikit',
      inputs: { model: 'phi4:14b' },
    });
  });

  it('changes to the engine whose model is named, keeping the size', async () => {
    const { create } = renderGallery('aikit', {
      model: 'phi4:14b',
      memory: '64Gi',
    });
    await userEvent.click(await line(/^Hub model with vLLM/));
    type('Model *', 'org/large');
    expect((await create()).inference).toEqual({
      preset: 'vllm',
      inputs: { model: 'org/large', memory: '64Gi' },
    });
  });

  it('comes back to AIKit with a ready model', async () => {
    const { create } = renderGallery('sglang', { model: 'org/large' });
    expect(await line(/^Hub model with SGLang/)).toBeChecked();
    await userEvent.click(await line(/^Gemma 2/));
    expect((await create()).inference).toEqual({
      preset: 'aikit',
      inputs: { model: 'gemma2:2b' },
    });
  });
});
