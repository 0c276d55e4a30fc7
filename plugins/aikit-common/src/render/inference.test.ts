import { INFERENCE_ANNOTATION } from '../api/annotations';
import { LEFT_OUT, inferenceAnnotation, submittedInference } from './inference';
import { renderWorkload } from './renderWorkload';

/** As deep as an annotation that is not too large can be. */
function deep(before: string, after: string) {
  return before + '['.repeat(16_000) + ']'.repeat(16_000) + after;
}

const IMAGE = { repository: 'example.com/models/chat', tag: '1' };

function rendered(values: object, entityRef?: string) {
  return renderWorkload({ values, name: 'chat', namespace: 'team', entityRef });
}

function annotationsOf(values: object, entityRef = 'component:default/chat') {
  const result = rendered(values, entityRef);
  const [workload, ...others] = result.ok ? result.manifests : [];
  return {
    annotations: workload?.metadata.annotations ?? {},
    others: others.map(({ metadata }) => metadata.annotations ?? {}),
    issues: result.issues,
  };
}

describe('what is kept on a workload', () => {
  it('reads back as it was submitted: inputs as inputs, values as values', () => {
    const preset = { name: 'vllm', inputs: { model: 'a/b', gpusPerPod: 2 } };
    const values = { podLabels: { team: 'search' }, tolerations: null };
    const { annotations } = inferenceAnnotation({ preset, values });
    expect(submittedInference(annotations)).toEqual({
      preset,
      values,
      leftOut: [],
    });
  });

  it('is on the LeaderWorkerSet or Deployment alone', () => {
    const values = {
      image: IMAGE,
      serviceAccount: { create: true },
    };
    const { annotations, others } = annotationsOf(values);
    expect(submittedInference(annotations)).toEqual({ values, leftOut: [] });
    for (const other of others) {
      expect(other).not.toHaveProperty([INFERENCE_ANNOTATION]);
    }
  });

  it('is on nothing that belongs to no entity', () => {
    const result = rendered({ image: IMAGE });
    expect(result.ok && result.manifests[0].metadata.annotations).toBe(
      undefined,
    );
  });

  it('is the same text for the same values in another order', () => {
    expect(
      inferenceAnnotation({ values: { replicaCount: 1, image: IMAGE } }),
    ).toEqual(
      inferenceAnnotation({ values: { image: IMAGE, replicaCount: 1 } }),
    );
  });

  it('has no value of an environment variable, and says which are missing', () => {
    const env = [{ name: 'MODE', value: 'fast' }, { name: 'HF_TOKEN' }];
    const { annotations } = annotationsOf({
      image: IMAGE,
      env,
      leaderWorkerSet: {
        enabled: true,
        leader: { env: [{ name: 'TOKEN', value: 'hunter2' }] },
      },
    });
    expect(JSON.stringify(annotations)).not.toMatch(/hunter2|fast/);
    expect(submittedInference(annotations)).toMatchObject({
      values: {
        env: [{ name: 'MODE', value: LEFT_OUT }, { name: 'HF_TOKEN' }],
      },
      leftOut: ['env[0].value', 'leaderWorkerSet.leader.env[0].value'],
    });
  });

  it('cannot be submitted again before what was left out is given', () => {
    const result = rendered({
      image: IMAGE,
      env: [{ name: 'TOKEN', value: LEFT_OUT }],
    });
    expect(result.ok).toBe(false);
    expect(result.issues).toEqual([
      expect.objectContaining({
        severity: 'error',
        path: 'env[0].value',
        rule: 'left-out',
      }),
    ]);
  });

  it('is left out when it is too large, with a warning', () => {
    const { annotations, issues } = annotationsOf({
      image: IMAGE,
      podAnnotations: { notes: 'x'.repeat(40_000) },
    });
    expect(submittedInference(annotations)).toBeUndefined();
    expect(issues).toContainEqual(
      expect.objectContaining({
        severity: 'warning',
        rule: 'values-not-kept',
        message: expect.stringContaining('at most 32768'),
      }),
    );
  });

  it.each(['', '{', '[]', '{"values":1}', '{"preset":{"name":1},"values":{}}'])(
    'is nothing when somebody has made %s of it',
    text => {
      expect(
        submittedInference({ [INFERENCE_ANNOTATION]: text }),
      ).toBeUndefined();
    },
  );

  it.each([
    ['values nested too deep', deep('{"values":{"env":', '}}')],
    [
      'inputs nested too deep',
      deep('{"values":{},"preset":{"name":"chat","inputs":{"model":', '}}}'),
    ],
    ['a key that sets prototypes', '{"values":{"a":{"__proto__":{}}}}'],
    ['control characters', '{"values":{"a":"\\u0000"}}'],
  ])('is nothing when somebody has made %s of it', (_, text) => {
    expect(
      submittedInference({ [INFERENCE_ANNOTATION]: text }),
    ).toBeUndefined();
  });
});
