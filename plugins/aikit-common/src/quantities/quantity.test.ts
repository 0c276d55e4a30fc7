import {
  canonicalQuantity,
  MAX_QUANTITY_LENGTH,
  parseQuantity,
} from './quantity';

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

describe('canonicalQuantity', () => {
  // What kube-apiserver 1.36 answers for a pod with that memory or CPU.
  it.each([
    ['2000m', '2'],
    ['1500m', '1500m'],
    ['0.5', '500m'],
    [4, '4'],
    [1.5, '1500m'],
    ['4000', '4k'],
    ['100m', '100m'],
    ['1.5Gi', '1536Mi'],
    ['1024Mi', '1Gi'],
    ['512Ki', '512Ki'],
    ['0.5Ki', '512'],
    ['1500Mi', '1500Mi'],
    ['64Gi', '64Gi'],
    ['8G', '8G'],
    ['0.1', '100m'],
    ['.5', '500m'],
    ['0', '0'],
    ['0Gi', '0'],
  ])('writes %s as %s', (quantity, canonical) => {
    expect(canonicalQuantity(quantity)).toBe(canonical);
  });

  it('changes nothing when done twice', () => {
    for (const quantity of ['2000m', '1.5Gi', '0.3Ti', '12345678901234Ki']) {
      const once = canonicalQuantity(quantity);
      expect(canonicalQuantity(once)).toBe(once);
    }
  });

  it('is exact beyond the precision of a number', () => {
    expect(canonicalQuantity('9007199254740993')).toBe('9007199254740993');
  });

  it.each(['1e3', 'many', '', '.', '1 Gi', '.Gi', '1.2.3'])(
    'leaves %p alone',
    text => {
      expect(canonicalQuantity(text)).toBe(text);
    },
  );

  it.each(['0'.repeat(100_000), `${'0'.repeat(100_000)}!`])(
    'leaves what is too long to be a quantity alone, at once',
    text => {
      const started = Date.now();
      expect(canonicalQuantity(text)).toBe(text);
      expect(Date.now() - started).toBeLessThan(1_000);
    },
  );
});
