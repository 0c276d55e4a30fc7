import { cidr, contains } from './networkPolicy';

describe('cidr', () => {
  it.each([
    '10.0.0.0/8',
    '0.0.0.0/0',
    '::/0',
    'fd00::/8',
    '1:2:3:4:5:6:7:8/128',
  ])('takes %s', range => {
    expect(cidr.safeParse(range).success).toBe(true);
  });

  it.each([
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0.256/8',
    '010.0.0.0/8',
    '10.0.0/8',
    '1:2:3:4:5:6:7:8:9/64',
    '1::2::3/64',
    '::12345/64',
    'fd00::/129',
    '/8',
    '',
  ])('refuses %j', range => {
    expect(cidr.safeParse(range).success).toBe(false);
  });

  it.each([
    ['10.0.0.0/8', '10.1.0.0/16', true],
    ['10.0.0.0/8', '11.1.0.0/16', false],
    ['10.0.0.0/8', '10.0.0.0/8', false],
    ['10.1.0.0/16', '10.0.0.0/8', false],
    ['::/0', '10.0.0.0/8', false],
    ['fd00::/8', 'fd12::/16', true],
  ])('%s contains %s: %s', (outer, inner, inside) => {
    expect(contains(outer, inner)).toBe(inside);
  });
});
