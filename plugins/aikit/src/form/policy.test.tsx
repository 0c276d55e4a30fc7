import { limitsFor, readPolicy } from '@aikit-backstage/plugin-aikit-common';
import { fireEvent, screen } from '@testing-library/react';
import { renderTemplateForm } from '../__testUtils__/renderTemplateForm';
import { renderInference } from './issues';
import { atInput, issuesByPolicy, placeIssuesByPolicy } from './policy';

const owner = 'group:default/search';
const contact = '#ml-platform';

/** What is said of inputs of vLLM and values, at inputs where there are some. */
function said(policy: object, inputs: object, values = {}, of?: string) {
  const inference = { preset: 'vllm', inputs: { ...inputs }, values };
  return issuesByPolicy(
    limitsFor(readPolicy(policy), of),
    renderInference(inference),
    {},
  )
    .map(issue => atInput(inference, issue))
    .map(({ severity, path }) => `${severity} ${path}`);
}

describe('the policy in the form', () => {
  it.each([
    [{ images: ['ghcr.io/*'] }, {}, 'preset.inputs.image'],
    [{ models: ['org/*'] }, {}, 'preset.inputs.model'],
    [{}, { hubSecret: { name: 'db' } }, 'preset.inputs.hubSecret'],
    [{ accelerators: 1 }, { gpusPerPod: 2 }, 'preset.inputs.groups'],
    [{ pods: 1 }, { groups: 2 }, 'preset.inputs.groups'],
  ])('shows at its input what %j refuses', (policy, inputs, path) => {
    expect(said(policy, inputs, {}, owner)).toContain(`error ${path}`);
  });

  it('shows a ready model where its image may not be used', () => {
    const inference = { preset: 'aikit', inputs: {} };
    const limits = limitsFor(readPolicy({ images: ['mine/*'] }), owner);
    const [issue] = issuesByPolicy(limits, renderInference(inference), {});
    expect(atInput(inference, issue).path).toBe('preset.inputs.model');
  });

  it('only hints, and at what may hold, until the owner is chosen', () => {
    const policy = { images: ['ghcr.io/*'] };
    const inputs = { hubSecret: { name: 'db' } };
    expect(said(policy, inputs)).toEqual(['warning preset.inputs.image']);
  });

  it('says nothing of a place that was not entered, or a policy not known', () => {
    const limits = limitsFor(readPolicy({ namespaces: ['a'] }), owner);
    expect(placeIssuesByPolicy(limits, {})).toEqual([]);
    expect(placeIssuesByPolicy(limits, { namespace: 'b' })).toHaveLength(1);
    expect(placeIssuesByPolicy(undefined, { namespace: 'b' })).toEqual([]);
  });
});

describe('the steps of the form', () => {
  it('refuse a namespace and a cluster, with whom to ask', async () => {
    const { api, review } = renderTemplateForm(['AikitClusterPicker'], {
      policy: { contact, namespaces: ['team-{owner}'], clusters: ['eu-*'] },
      formData: { owner, namespace: 'payments', cluster: 'us-east' },
    });
    expect(
      await screen.findByText(
        /namespace is payments, which group:default\/search may not use: team-search would do\. Ask #ml-platform/,
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/cluster is us-east.*: eu-\* would do/),
    ).toBeInTheDocument();
    expect(api.policy).toHaveBeenCalledWith(owner);
    await review();
    expect(
      (await screen.findAllByText(/^namespace: is payments/))[0],
    ).toBeInTheDocument();
  });

  it('refuse a size while it is typed', async () => {
    const { next } = renderTemplateForm(['AikitSize', 'AikitClusterPicker'], {
      policy: { contact, accelerators: 4 },
      formData: { owner },
    });
    const groups = await screen.findByLabelText('Groups');
    fireEvent.change(groups, { target: { value: '5' } });
    expect(
      await screen.findByText(
        /asks for 5 accelerators, and a workload of group:default\/search may have at most 4.*Ask #ml-platform/,
      ),
    ).toBeInTheDocument();
    await next();
    expect(
      (await screen.findAllByText(/^preset\.inputs\.groups: asks for 5/))[0],
    ).toBeInTheDocument();
    expect(groups).toBeInTheDocument();
  });

  it('let one go on with a hint where the owner is not chosen yet', async () => {
    const { next } = renderTemplateForm(['AikitSize', 'AikitClusterPicker'], {
      policy: { contact, accelerators: 4 },
    });
    const groups = await screen.findByLabelText('Groups');
    fireEvent.change(groups, { target: { value: '5' } });
    expect(await screen.findByText(/Ask #ml-platform/)).toBeInTheDocument();
    await next();
    expect(
      await screen.findByRole('radio', { name: /^us-east/ }),
    ).toBeInTheDocument();
  });

  it('refuse an image in the values', async () => {
    const formData = {
      owner,
      inference: {
        preset: 'vllm',
        inputs: {},
        values: { image: { repository: 'evil/vllm' } },
      },
    };
    const { api } = renderTemplateForm(['AikitValuesEditor'], {
      policy: { contact, images: ['docker.io/vllm/*'] },
      formData,
    });
    expect(
      await screen.findByText(/is docker.io\/evil\/vllm, which/),
    ).toBeInTheDocument();
    expect(api.policy).toHaveBeenCalledTimes(1);
  });
});
