import { JsonObject } from '@backstage/types';
import { EditorView } from '@codemirror/view';
import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { cluster } from '../__testUtils__/clusters';
import { renderTemplateForm } from '../__testUtils__/renderTemplateForm';
import { VALUES_EDITOR_NAME } from '../form/field';

// jsdom lays nothing out; CodeMirror measures.
beforeAll(() => {
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
  Range.prototype.getBoundingClientRect = () => new DOMRect();
});

const INFERENCE = {
  preset: 'aikit',
  inputs: { mode: 'standard', groups: 2, gpusPerPod: 1 },
};

/** Renders the field as the only one of a template's step. */
function renderForm(inference: JsonObject = INFERENCE) {
  return renderTemplateForm([VALUES_EDITOR_NAME], {
    formData: {
      inference,
      cluster: 'us-east',
      name: 'chat',
      namespace: 'team',
    },
    clusters: [cluster({ leaderWorkerSetVersion: '0.8.1' })],
  });
}

const textbox = () => screen.findByRole('textbox', { name: 'Values' });

async function view(): Promise<EditorView> {
  return EditorView.findFromDOM(await textbox())!;
}

async function textOfEditor() {
  return (await view()).state.doc.toString();
}

/** Replaces part of the text, as typing does. */
async function replace(from: string, to: string) {
  const editor = await view();
  const start = editor.state.doc.toString().indexOf(from);
  expect(start).toBeGreaterThanOrEqual(0);
  act(() =>
    editor.dispatch({
      changes: { from: start, to: start + from.length, insert: to },
    }),
  );
}

async function replaceAll(text: string) {
  await replace(await textOfEditor(), text);
}

describe('AikitValuesEditor', () => {
  it('shows all values that count, and says that nothing is wrong', async () => {
    renderForm();
    expect(await textOfEditor()).toContain('replicaCount: 2\n');
    expect(screen.getByRole('status')).toHaveTextContent(
      'No errors and no warnings.',
    );
  });

  it('says how to leave it by keyboard', async () => {
    renderForm();
    expect(await textbox()).toHaveAccessibleDescription(
      /Escape, then Tab leaves the editor/,
    );
  });

  it('lets Tab go to the next element after Escape, and not without', async () => {
    renderForm();
    const press = async (key: string, keyCode: number) =>
      fireEvent.keyDown(await textbox(), { key, keyCode });
    await userEvent.click(await textbox());
    // False when the editor took the key for itself.
    expect(await press('Tab', 9)).toBe(false);
    await press('Escape', 27);
    expect(await press('Tab', 9)).toBe(true);
  });

  it('hands edits on as inputs and as values', async () => {
    const { create } = renderForm();
    await replace('replicaCount: 2', 'replicaCount: 3');
    await replace('type: ClusterIP', 'type: NodePort');
    expect((await create()).inference).toEqual({
      ...INFERENCE,
      inputs: { ...INFERENCE.inputs, groups: 3 },
      values: { service: { type: 'NodePort' } },
    });
  });

  it('marks an issue in the text and lists it with a way to the place', async () => {
    const { review } = renderForm();
    await replace('replicaCount: 2', 'replicaCount: -2');
    const list = await screen.findByRole('list', {
      name: 'Errors and warnings',
    });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([expect.stringMatching(/^Error: replicaCount /)]);
    expect(
      screen.getByText('-2').closest('.cm-lintRange-error'),
    ).toBeInTheDocument();

    await userEvent.click(
      screen.getByRole('button', { name: 'Go to replicaCount' }),
    );
    const { state } = await view();
    const { from, to } = state.selection.main;
    expect(state.sliceDoc(from, to)).toBe('-2');
    expect(await textbox()).toHaveFocus();

    await review();
    expect(await screen.findAllByText(/replicaCount: /)).not.toHaveLength(0);
  });

  it('puts what an issue suggests in its place at a click', async () => {
    renderForm();
    await replace('replicaCount: 2', 'replicaCount: -2');
    await userEvent.click(await screen.findByRole('button', { name: 'Use 0' }));
    expect(
      await screen.findByText('No errors and no warnings.'),
    ).toBeInTheDocument();
    // The editor waits for a pause in typing before it takes another text.
    await waitFor(async () =>
      expect(await textOfEditor()).toContain('replicaCount: 0\n'),
    );
  });

  it('offers nothing where an alias stands for what is wrong', async () => {
    renderForm();
    await replace(
      'leader:\n    image: {}\n    port: 8080\n    resources: {}',
      'leader:\n    image: {}\n    port: 8080\n    resources: &r\n      limit: {}',
    );
    await replace(
      'worker:\n    image: {}\n    resources: {}',
      'worker:\n    image: {}\n    resources: *r',
    );
    const list = await screen.findByRole('list', {
      name: 'Errors and warnings',
    });
    await waitFor(() =>
      expect(within(list).getAllByRole('listitem')).toHaveLength(2),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Leave it out' }));
    await waitFor(() =>
      expect(
        screen.getByText('No errors and no warnings.'),
      ).toBeInTheDocument(),
    );
  });

  it("refuses what the cluster's LeaderWorkerSet does not know", async () => {
    const { review } = renderForm({
      preset: 'aikit',
      inputs: { mode: 'distributed', groups: 1 },
      values: {
        leaderWorkerSet: {
          leaderWorkerTemplate: { restartPolicy: 'RecreateGroupAfterStart' },
        },
      },
    });
    const refusal = /needs LeaderWorkerSet 0\.9 or newer.*has 0\.8\.1/;
    expect(await screen.findByText(refusal)).toBeInTheDocument();
    await review();
    // Once as the scaffolder lists why it does not go on.
    expect(
      await screen.findByText(/^'AikitValuesEditor' .* has 0\.8\.1/),
    ).toBeInTheDocument();
  });

  it('keeps a text that cannot be read, says why and does not go on', async () => {
    const { review } = renderForm();
    await replaceAll('image: [');
    expect(await screen.findByText('line 1')).toBeInTheDocument();
    act(() => (document.activeElement as HTMLElement)?.blur());
    expect(await textOfEditor()).toBe('image: [');

    await review();
    expect(await screen.findAllByText(/line 1: /)).not.toHaveLength(0);
    expect(
      screen.queryByRole('button', { name: 'Create' }),
    ).not.toBeInTheDocument();
  });

  it('keeps comments', async () => {
    renderForm();
    await replace('replicaCount: 2', '# one for each zone\nreplicaCount: 3');
    act(() => (document.activeElement as HTMLElement)?.blur());
    await waitFor(async () =>
      expect(await textOfEditor()).toContain('# one for each zone\n'),
    );
  });

  it('has no text for inputs that are wrong, and says what is', async () => {
    renderForm({ ...INFERENCE, inputs: { groups: -1 } });
    expect(
      await screen.findByText(/There are no values yet/),
    ).toBeInTheDocument();
    expect(screen.getByText('preset.inputs.groups')).toBeInTheDocument();
  });
});
