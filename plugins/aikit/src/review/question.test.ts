import { Inference } from '../form/inference';
import { submissionOf } from './question';

const INFERENCE: Inference = { preset: 'aikit', inputs: { groups: 2 } };
const PLACE = { cluster: 'us-east', namespace: 'team', name: 'chat' };

describe('submissionOf', () => {
  it('asks what the action will submit, with references in full', () => {
    const values = { service: { port: 80 } };
    const { rendered, question } = submissionOf(
      { ...INFERENCE, values },
      { ...PLACE, owner: 'team-search', system: 'system:default/help' },
    );
    expect(rendered).toMatchObject({ ok: true, name: 'chat' });
    expect(question).toEqual({
      target: PLACE,
      request: {
        preset: { name: 'aikit', inputs: { groups: 2 } },
        values,
        entityRef: 'component:default/chat',
        owner: 'group:default/team-search',
        system: 'system:default/help',
      },
    });
  });

  it('shows the selector of what Helm installed, and refuses another name', () => {
    const of = (name: string) =>
      submissionOf(INFERENCE, { ...PLACE, name, release: 'llama' }).rendered;
    expect(of('llama-aikit')).toMatchObject({
      ok: true,
      manifests: expect.arrayContaining([
        expect.objectContaining({
          spec: expect.objectContaining({
            selector: {
              matchLabels: {
                'app.kubernetes.io/name': 'aikit',
                'app.kubernetes.io/instance': 'llama',
              },
            },
          }),
        }),
      ]),
    });
    expect(of('chat')).toMatchObject({
      ok: false,
      issues: [{ path: 'release', rule: 'release-name' }],
    });
  });

  it.each(['cluster', 'namespace', 'name'])(
    'asks nothing without a %s',
    key => {
      expect(
        submissionOf(INFERENCE, { ...PLACE, [key]: undefined }),
      ).not.toHaveProperty('question');
    },
  );

  it('asks nothing while there are errors', () => {
    const values = { replicaCount: -1 };
    const submission = submissionOf({ ...INFERENCE, values }, PLACE);
    expect(submission.rendered.ok).toBe(false);
    expect(submission).not.toHaveProperty('question');
  });

  it('asks nothing while the text of the values cannot be read', () => {
    const draft = 'image: [';
    expect(submissionOf({ ...INFERENCE, draft }, PLACE)).not.toHaveProperty(
      'question',
    );
  });

  it('leaves out an owner that is no reference', () => {
    const { question } = submissionOf(INFERENCE, { ...PLACE, owner: 'a:b:c/' });
    expect(question?.request).not.toHaveProperty('owner');
  });
});
