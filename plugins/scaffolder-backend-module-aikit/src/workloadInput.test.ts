import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fakeAikit } from './__testUtils__/fakeAikit';
import { renderAccess } from './__testUtils__/renderAccess';
import { createDeployAction } from './deploy/createDeployAction';
import { createRenderAction } from './render/createRenderAction';
import { entityReferences } from './workloadInput';

const workspace = createMockDirectory();

const PRESET = { name: 'aikit', inputs: { model: 'phi4:14b' } };

/** What an action is run with: a workload in a cluster, with more input. */
function contextOf(input: object) {
  return createMockActionContext({
    input: {
      cluster: 'us-east',
      namespace: 'team-chat',
      name: 'chat',
      wait: false,
      ...input,
    },
    workspacePath: workspace.path,
  }) as never;
}

async function deploy(input: object) {
  const aikit = fakeAikit();
  await createDeployAction({ aikit }).handler(contextOf(input));
  return aikit.deploy.mock.calls[0][1];
}

describe('the preset of an action', () => {
  it('is submitted with empty values when there are none', async () => {
    expect(await deploy({ preset: PRESET })).toMatchObject({
      preset: PRESET,
      values: {},
    });
  });

  it('is submitted beside the values that go over it', async () => {
    const values = { replicaCount: 2 };
    expect(await deploy({ preset: PRESET, values })).toMatchObject({
      preset: PRESET,
      values,
    });
  });

  it('is rendered, with the values over it', async () => {
    await createRenderAction({ access: renderAccess() }).handler(
      contextOf({ preset: PRESET, values: { replicaCount: 3 } }),
    );
    const text = await readFile(join(workspace.path, 'manifests.yaml'), 'utf8');
    expect(text).toContain('image: ghcr.io/kaito-project/aikit/phi4:14b');
    expect(text).toContain('replicas: 3');
  });

  it('is refused with the path of the wrong input', async () => {
    await expect(
      createRenderAction({ access: renderAccess() }).handler(
        contextOf({ preset: { name: 'aikit', inputs: { groups: -1 } } }),
      ),
    ).rejects.toThrow('preset.inputs.groups: must be a whole number');
  });

  it.each(['aikit:deploy', 'aikit:render'])(
    'is required by %s when there are no values',
    async id => {
      const action =
        id === 'aikit:deploy'
          ? createDeployAction({ aikit: fakeAikit() })
          : createRenderAction({ access: renderAccess() });
      await expect(
        Promise.resolve(action.handler(contextOf({}))),
      ).rejects.toThrow('values or preset must be given');
    },
  );
});

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
