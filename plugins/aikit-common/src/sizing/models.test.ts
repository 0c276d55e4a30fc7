import { aikitModelOf, AIKIT_MODELS } from './models';

describe('the ready models of AIKit', () => {
  it('are found by their image', () => {
    for (const model of AIKIT_MODELS) {
      expect(aikitModelOf(`ghcr.io/kaito-project/aikit/${model.name}`)).toBe(
        model,
      );
    }
  });

  it.each(['example.com/llama3.1:8b', 'ghcr.io/kaito-project/aikit/llama3.1'])(
    'are not found in %s',
    image => {
      expect(aikitModelOf(image)).toBeUndefined();
    },
  );

  it('of images need a GPU', () => {
    expect(AIKIT_MODELS.filter(({ kind }) => kind === 'image')).toMatchObject([
      { name: 'flux1:dev', cpu: false, cuda: true, apple: false },
    ]);
  });
});
