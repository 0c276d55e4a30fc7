import { parseLabelSelector } from './labelSelector';

const labels = {
  app: 'chat',
  tier: 'gpu',
  size: '8',
  'example.com/team': 'search',
  empty: '',
};

describe('parseLabelSelector', () => {
  it.each([
    ['app=chat', true],
    ['app==chat', true],
    ['app = chat', true],
    ['app=search', false],
    ['example.com/team=search', true],
    ['empty=', true],
    ['app!=chat', false],
    ['app!=search', true],
    ['missing!=search', true],
    ['missing=', false],
    ['app in (search, chat)', true],
    ['app in (search)', false],
    ['missing in (chat)', false],
    ['app notin (search)', true],
    ['app notin (chat,search)', false],
    ['missing notin (chat)', true],
    ['app', true],
    ['missing', false],
    ['!missing', true],
    ['! app', false],
    ['size>7', true],
    ['size > 8', false],
    ['size<9', true],
    ['app>1', false],
    ['missing<9', false],
    ['toString', false],
  ])('%s is %s', (selector, expected) => {
    expect(parseLabelSelector(selector)(labels)).toBe(expected);
  });

  it('asks for all requirements, and keeps the commas of sets apart', () => {
    const selector = 'app in (chat,search),tier=gpu, !missing';
    expect(parseLabelSelector(selector)(labels)).toBe(true);
    expect(parseLabelSelector(selector)({ app: 'chat' })).toBe(false);
  });

  it.each([
    ['app=chat,', "'' is no requirement"],
    ['app in chat', "'app in chat' is no requirement"],
    ['-app=chat', "'-app=chat' is no requirement"],
    ['app in (chat', 'is no requirement'],
    ['app=c/d', "the value 'c/d', which no label can have"],
    [`app=${'a'.repeat(64)}`, 'which no label can have'],
    ['size>big', "compares with 'big', which is no integer"],
  ])('refuses %s', (selector, message) => {
    expect(() => parseLabelSelector(selector)).toThrow(message);
  });
});
