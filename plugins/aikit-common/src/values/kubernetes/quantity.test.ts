import { MAX_QUANTITY_LENGTH, parseQuantity } from './quantity';

describe('parseQuantity', () => {
  it.each([
    ['1.', 1],
    ['1.Gi', 2 ** 30],
    ['-.5', -0.5],
    ['+1.50E2', 150],
    ['.', undefined],
    ['1.2.3', undefined],
  ])('reads %p as %p', (quantity, value) => {
    expect(parseQuantity(quantity)).toBe(value);
  });

  it('reads as many characters as any amount needs, and no more', () => {
    const longest = '1'.padStart(MAX_QUANTITY_LENGTH, '0');
    expect(parseQuantity(longest)).toBe(1);
    expect(parseQuantity(`0${longest}`)).toBeUndefined();
  });

  it.each(['0'.repeat(100_000), '0.'.repeat(50_000), '.'.repeat(100_000)])(
    'answers at once to a text of 100,000 characters',
    text => {
      const started = Date.now();
      expect(parseQuantity(`${text}!`)).toBeUndefined();
      expect(Date.now() - started).toBeLessThan(1_000);
    },
  );
});
