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
    [',', "'' is no requirement"],
    [',a', "'' is no requirement"],
    ['app in (chat))', 'is no requirement'],
    ['size>big', "compares with 'big', which is no integer"],
  ])('refuses %s', (selector, message) => {
    expect(() => parseLabelSelector(selector)).toThrow(message);
  });

  it.each([
    [',', 'it has 200000 characters'],
    ['a in (', 'it has 1200000 characters'],
  ])('refuses 200,000 times %s without reading it', (part, message) => {
    const trimmed = jest.spyOn(String.prototype, 'trim');
    expect(() => parseLabelSelector(part.repeat(200_000))).toThrow(message);
    expect(trimmed).not.toHaveBeenCalled();
    trimmed.mockRestore();
  });

  it('refuses more requirements than a person writes, and quotes a bit of what is wrong', () => {
    const many = Array(65).fill('app=chat').join(',');
    expect(() => parseLabelSelector(many)).toThrow('it has 65 requirements');
    expect(() => parseLabelSelector('%'.repeat(4096))).toThrow(
      `'${'%'.repeat(100)}…' is no requirement`,
    );
  });
});
