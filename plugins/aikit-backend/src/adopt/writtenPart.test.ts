import { writtenPart } from './nextSubmission';

const LIVE = {
  replicas: 2,
  progressDeadlineSeconds: 600,
  template: {
    containers: [
      { name: 'aikit', image: 'a:1', terminationMessagePolicy: 'File' },
    ],
  },
};

describe('writtenPart', () => {
  it('leaves out what no text has, at every depth', () => {
    const text = {
      replicas: 1,
      template: { containers: [{ name: 'aikit', image: 'a:2' }] },
    };
    expect(writtenPart(LIVE, text)).toEqual({
      replicas: 2,
      template: { containers: [{ name: 'aikit', image: 'a:1' }] },
    });
  });

  it('keeps what only one of the texts has', () => {
    expect(
      writtenPart(LIVE, { replicas: 1 }, { progressDeadlineSeconds: 60 }),
    ).toEqual({ replicas: 2, progressDeadlineSeconds: 600 });
  });

  it('keeps an item whole that no text has', () => {
    const text = { template: { containers: [] } };
    expect(writtenPart(LIVE, text)).toEqual({ template: LIVE.template });
  });

  it('takes no inherited property for a written one', () => {
    expect(writtenPart({ constructor: 1, a: 1 }, { a: 2 })).toEqual({ a: 1 });
  });
});
