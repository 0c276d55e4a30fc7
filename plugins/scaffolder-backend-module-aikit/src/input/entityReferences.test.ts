import { entityReferences } from './entityReferences';

describe('entityReferences', () => {
  it('takes the component of the same name when no entity is named', () => {
    expect(entityReferences({ name: 'chat' })).toEqual({
      entityRef: 'component:default/chat',
    });
  });

  it('completes short references with the kind the field stands for', () => {
    expect(
      entityReferences({
        name: 'chat',
        entityRef: 'search/chat',
        owner: 'team-search',
        system: 'assistant',
      }),
    ).toEqual({
      entityRef: 'component:search/chat',
      owner: 'group:default/team-search',
      system: 'system:default/assistant',
    });
  });

  it('keeps a user as owner', () => {
    expect(
      entityReferences({ name: 'chat', owner: 'user:default/ada' }).owner,
    ).toBe('user:default/ada');
  });

  it('names the field and a way out for text that is no reference', () => {
    expect(() =>
      entityReferences({ name: 'chat', owner: 'group:default/' }),
    ).toThrow(
      /^owner 'group:default\/' is no entity reference; write it as group:default\/name/,
    );
  });
});
