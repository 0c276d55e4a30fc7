import { catalogMetadata } from './entity';

describe('catalogMetadata', () => {
  it.each([
    ['entityRef', 'component\u2028:default/chat', 'component:default/chat'],
    ['entityRef', 'component:de\u0085fault/chat', 'component:default/chat'],
    ['owner', 'group:default/search\u2028x', 'group:default/searchx'],
    ['system', '\u007fsearch', 'search'],
  ])('refuses %s %j, which no annotation can hold', (field, given, fix) => {
    expect(catalogMetadata({ [field]: given }).issues).toEqual([
      expect.objectContaining({
        path: field,
        rule: 'characters',
        suggestion: fix,
      }),
    ]);
    expect(catalogMetadata({ [field]: fix }).issues).toEqual([]);
  });
});
