import {
  DeployResponse,
  SubmittedObject,
} from '@aikit-backstage/plugin-aikit-common';
import { ResponseError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderTemplateForm } from '../__testUtils__/renderTemplateForm';
import { REVIEW_NAME } from '../form/field';

const FORM = {
  inference: { preset: 'aikit', inputs: { mode: 'standard', groups: 2 } },
  cluster: 'us-east',
  namespace: 'team',
  name: 'chat',
};

function object(
  kind: string,
  change: SubmittedObject['change'],
  sides: Pick<SubmittedObject, 'before' | 'after'> = {},
): SubmittedObject {
  return { apiVersion: 'v1', kind, name: 'chat', change, ...sides };
}

function answer(overrides: Partial<DeployResponse> = {}): DeployResponse {
  return {
    cluster: 'us-east',
    namespace: 'team',
    name: 'chat',
    kind: 'Deployment',
    dryRun: true,
    generation: 1,
    summary: 'Deployment chat: 2 pods',
    endpoint: 'http://chat.team:8080/v1',
    objects: [object('Deployment', 'created'), object('Service', 'created')],
    issues: [],
    fit: { fits: true, message: 'It fits us-east.' },
    ...overrides,
  };
}

/** An error as the backend sends it. */
async function refusal(status: number, message: string) {
  return ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name: 'Error', message },
        response: { statusCode: status },
      }),
      { status, headers: { 'content-type': 'application/json' } },
    ),
  );
}

/** Renders the review of a form, with a cluster that answers so. */
function renderReview(
  answers: DeployResponse | Error,
  formData: Record<string, JsonValue> = FORM,
) {
  const form = renderTemplateForm([REVIEW_NAME], { formData });
  form.api.preview.mockImplementation(async () => {
    if (answers instanceof Error) {
      throw answers;
    }
    return answers;
  });
  return form.api;
}

describe('AikitReview', () => {
  it('says what will run, that it fits and that all of it is new', async () => {
    const api = renderReview(answer());
    expect(
      await screen.findByText(/Nothing of this name runs yet/),
    ).toBeInTheDocument();
    expect(screen.getByText(/^Deployment chat: 2/)).toBeInTheDocument();
    expect(screen.getByText('Fits.')).toBeInTheDocument();
    expect(api.preview).toHaveBeenCalledTimes(1);
    expect(api.preview).toHaveBeenCalledWith(
      { cluster: 'us-east', namespace: 'team', name: 'chat' },
      expect.objectContaining({ entityRef: 'component:default/chat' }),
      { signal: expect.any(AbortSignal) },
    );
  });

  it('asks no cluster that is not watched, where the template allows one', async () => {
    const formData = { ...FORM, cluster: 'edge-1' };
    const uiOptions = { allowUnwatched: true };
    const { api } = renderTemplateForm([REVIEW_NAME], { formData, uiOptions });
    expect(
      await screen.findByText(/the portal does not watch this cluster/),
    ).toBeInTheDocument();
    expect(screen.getByText(/^Deployment chat: 2/)).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(api.preview).not.toHaveBeenCalled();
  });

  it('asks a cluster that is watched there too', async () => {
    const uiOptions = { allowUnwatched: true };
    const { api } = renderTemplateForm([REVIEW_NAME], {
      formData: FORM,
      uiOptions,
    });
    await waitFor(() => expect(api.preview).toHaveBeenCalledTimes(1));
  });

  it('says why it does not fit, and what is not known', async () => {
    const fit = { fits: false, message: '2 servers cannot be placed.' };
    renderReview(answer({ fit }));
    expect(await screen.findByText('Does not fit now.')).toBeInTheDocument();
    expect(screen.getByText(/2 servers cannot be placed/)).toBeInTheDocument();
  });

  it('says that it does not know whether it fits', async () => {
    const fit = { message: 'The picture is stale.' };
    renderReview(answer({ fit }));
    expect(await screen.findByText(/The picture is stale/)).toBeInTheDocument();
    expect(screen.getByText('Not known whether it fits.')).toBeInTheDocument();
  });

  it('says that nothing would change', async () => {
    renderReview(answer({ objects: [object('Deployment', 'unchanged')] }));
    expect(await screen.findByText(/Nothing would change/)).toBeInTheDocument();
    expect(screen.getByText('Deployment chat: unchanged')).toBeInTheDocument();
  });

  it('shows changed lines with marks, and names what comes and goes', async () => {
    renderReview(
      answer({
        objects: [
          object('Deployment', 'updated', {
            before: { spec: { replicas: 1 } },
            after: { spec: { replicas: 2 } },
          }),
          object('Ingress', 'created', { after: { spec: {} } }),
          object('HorizontalPodAutoscaler', 'deleted', { before: {} }),
        ],
      }),
    );
    const diff = await screen.findByRole('group', {
      name: 'Changed lines of Deployment chat',
    });
    expect([...diff.children].map(({ textContent }) => textContent)).toEqual([
      '@@ -1,2 +1,2 @@',
      ' spec:',
      '-  replicas: 1',
      '+  replicas: 2',
    ]);
    expect(diff).toHaveAttribute('tabindex', '0');
    const changes = screen.getByRole('list', { name: 'Changes' });
    expect(within(changes).getByText('Ingress chat: new')).toBeInTheDocument();
    expect(
      within(changes).getByText('HorizontalPodAutoscaler chat: removed'),
    ).toBeInTheDocument();
  });

  it('opens each manifest, with a button that copies it', async () => {
    renderReview(answer());
    await userEvent.click(screen.getByRole('button', { name: 'Service chat' }));
    expect(
      await screen.findByRole('button', { name: /copy/i }),
    ).toBeInTheDocument();
    expect(await screen.findByText('Service')).toBeInTheDocument();
  });

  it.each([
    [403, 'not allowed to create', 'It is not allowed.'],
    [409, 'field manager "kubectl" owns it', 'It is in conflict'],
    [503, 'us-east is away', 'cannot be reached'],
    [400, 'resources: whole devices', 'It would be refused.'],
  ])(
    'says of a %s what to do, and asks again',
    async (status, message, words) => {
      const api = renderReview(await refusal(status, message));
      const alert = await screen.findByRole('alert');
      expect(alert).toHaveTextContent(words);
      expect(alert).toHaveTextContent(message);

      api.preview.mockImplementation(async () => answer());
      await userEvent.click(screen.getByRole('button', { name: 'Ask again' }));
      expect(
        await screen.findByText(/Nothing of this name runs yet/),
      ).toBeInTheDocument();
      expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    },
  );

  it('asks nothing while there are errors, or no cluster is chosen', async () => {
    const { cluster, ...elsewhere } = FORM;
    const api = renderReview(answer(), elsewhere);
    expect(
      screen.getByText(/The cluster is asked when cluster/),
    ).toBeInTheDocument();
    // Longer than the pause before it asks.
    await new Promise(resolve => setTimeout(resolve, 700));
    expect(api.preview).not.toHaveBeenCalled();
  });

  it('says that errors come first', async () => {
    const api = renderReview(answer(), {
      ...FORM,
      inference: { ...FORM.inference, values: { replicaCount: -1 } },
    });
    expect(
      await screen.findByText(/before the errors above are put right/),
    ).toBeInTheDocument();
    expect(api.preview).not.toHaveBeenCalled();
  });

  it('cancels what it asked when the form goes away', async () => {
    const api = renderReview(answer());
    api.preview.mockImplementation(() => new Promise(() => {}));
    await waitFor(() => expect(api.preview).toHaveBeenCalled());
    const signal = api.preview.mock.calls[0][2]?.signal;
    expect(signal?.aborted).toBe(false);
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await waitFor(() => expect(signal?.aborted).toBe(true));
  });
});
