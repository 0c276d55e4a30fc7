import { catalogMetadata } from './entity';

describe('catalogMetadata', () => {
  it.each([
    ['component:default/Chat', 'Chat'],
    ['component:Default/chat', 'chat'],
    ['component:search/chat', 'search.chat'],
  ])('has for %s the id %s', (entityRef, id) => {
    expect(catalogMetadata({ entityRef }).entityId).toBe(id);
  });

  it('cuts an id that is too long for a label, so that it stays its own', () => {
    const ids = ['a', 'b'].map(
      end =>
        catalogMetadata({
          entityRef: `component:${'n'.repeat(40)}/${'c'.repeat(40)}${end}`,
        }).entityId,
    );
    expect(new Set(ids).size).toBe(2);
    expect(ids[0]).toMatch(/^n{40}\.c{8}-[a-z0-9]{13}$/);
    expect(ids[0]).toHaveLength(63);
  });

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
