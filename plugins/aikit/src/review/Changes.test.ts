import { ResponseError } from '@backstage/errors';
import { explainError } from './Changes';

async function answered(status: number, name: string, message: string) {
  return ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name, message },
        response: { statusCode: status },
      }),
      { status, headers: { 'content-type': 'application/json' } },
    ),
  );
}

describe('explainError', () => {
  it.each([
    [400, 'InputError', 'invalid'],
    [403, 'NotAllowedError', 'forbidden'],
    [404, 'NotFoundError', 'notFound'],
    [409, 'ConflictError', 'conflict'],
    [503, 'ServiceUnavailableError', 'unavailable'],
    [500, 'Error', 'failed'],
  ])(
    'of a %s %s is %s, in the words of the backend',
    async (status, name, refusal) => {
      const error = await answered(status, name, 'the reason');
      expect(explainError(error)).toEqual({ refusal, message: 'the reason' });
    },
  );

  it('is a backend out of reach when the browser gets no answer', () => {
    expect(explainError(new TypeError('Failed to fetch'))).toEqual({
      refusal: 'unavailable',
      message: 'Failed to fetch',
    });
  });

  it('is a failure when nothing else is known', () => {
    expect(explainError(new Error('odd'))).toEqual({
      refusal: 'failed',
      message: 'odd',
    });
  });
});
