import { describeImage } from './image';

describe('describeImage', () => {
  it.each([
    [
      'ghcr.io/kaito-project/aikit/llama3.1:8b',
      'https://ghcr.io/kaito-project/aikit/llama3.1',
    ],
    ['docker.io/team/llama3.1:8b', 'https://hub.docker.com/r/team/llama3.1'],
    ['quay.io/team/llama3.1:8b', 'https://quay.io/repository/team/llama3.1'],
  ])('knows the page of %s', (image, page) => {
    expect(describeImage(image)).toEqual({
      name: 'llama3.1:8b',
      tag: 'llama3-1',
      page,
    });
  });

  it('makes up no page for a registry it does not know', () => {
    expect(describeImage('models.example.com:5000/chat')).toEqual({
      name: 'chat',
      tag: 'chat',
    });
  });

  it('leaves a digest out of the name', () => {
    expect(
      describeImage(`ghcr.io/team/chat:1@sha256:${'0'.repeat(64)}`),
    ).toMatchObject({ name: 'chat:1', page: 'https://ghcr.io/team/chat' });
  });

  it('gives no tag when the catalog would take none', () => {
    expect(describeImage('___')).toEqual({ name: '___' });
  });

  it.each([undefined, ''])('says nothing about no image (%p)', image => {
    expect(describeImage(image)).toBeUndefined();
  });
});
