import { parseLabelSelector } from './labelSelector';

describe('parseLabelSelector', () => {
  const labels = { app: 'aikit', 'example.com/tier': 'gpu' };

  it.each([
    ['', true],
    ['app', true],
    ['app=aikit', true],
    ['app==aikit, example.com/tier = gpu', true],
    ['app!=other', true],
    ['app in (other, aikit)', true],
    ['app notin (other),example.com/tier in (gpu)', true],
    ['!missing,missing!=x,missing notin (x)', true],
    ['app=', false],
    ['!app', false],
    ['missing', false],
    ['missing=x', false],
    ['missing in (x,)', false],
    ['app notin (aikit)', false],
  ])('reads %p', (selector, expected) => {
    expect(parseLabelSelector(selector)(labels)).toBe(expected);
  });

  it.each(['a===b', 'a in b', '-a', 'a=-b', ',a', 'a,', 'a b', 'a in (b'])(
    'refuses %p',
    selector => {
      expect(() => parseLabelSelector(selector)).toThrow(
        'unable to parse requirement',
      );
    },
  );
});
