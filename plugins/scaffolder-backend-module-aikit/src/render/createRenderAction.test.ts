import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { readPolicy } from '@aikit-backstage/plugin-aikit-common';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { renderAccess } from '../__testUtils__/renderAccess';
import { createRenderAction } from './createRenderAction';

const workspace = createMockDirectory();
const elsewhere = createMockDirectory();

async function run(input?: object, policy?: object, denied?: string[]) {
  const output = jest.fn();
  const warn = jest.fn();
  await createRenderAction({
    access: renderAccess(denied),
    policy: readPolicy(policy),
  }).handler({
    ...createMockActionContext({
      input: { namespace: 'team-chat', name: 'chat', values: {}, ...input },
      workspacePath: workspace.path,
    }),
    logger: mockServices.logger.mock({ warn }),
    output,
  });
  return { outputs: Object.fromEntries(output.mock.calls), warn };
}

async function manifests(path: string) {
  const text = await readFile(join(workspace.path, path), 'utf8');
  return parseAllDocuments(text).map(document => document.toJS());
}

describe('aikit:render', () => {
  beforeEach(() => workspace.clear());

  it('writes every object of the workload into one file', async () => {
    const { outputs } = await run();
    expect(await manifests('manifests.yaml')).toEqual([
      expect.objectContaining({
        kind: 'Deployment',
        metadata: expect.objectContaining({
          name: 'chat',
          labels: expect.objectContaining({
            'backstage.io/kubernetes-id': 'chat',
          }),
        }),
      }),
      expect.objectContaining({ kind: 'Service' }),
    ]);
    expect(outputs).toEqual({
      entityRef: 'component:default/chat',
      endpoint: 'http://chat.team-chat:8080/v1',
      kind: 'Deployment',
      summary: 'Deployment chat: 1 pod',
      path: 'manifests.yaml',
      files: ['manifests.yaml'],
    });
  });

  it('carries owner and system as full references', async () => {
    await run({ owner: 'team-chat', system: 'assistant' });
    const [{ metadata }] = await manifests('manifests.yaml');
    expect(metadata.annotations).toMatchObject({
      'aikit-backstage/entity-ref': 'component:default/chat',
      'aikit-backstage/owner': 'group:default/team-chat',
      'aikit-backstage/system': 'system:default/assistant',
    });
  });

  it.each([
    [{ namespace: 'kube-system' }, 'namespace: is kube-system'],
    [{ values: { replicaCount: 9 } }, 'replicaCount: makes 9 pods'],
    [
      {
        values: {
          securityContext: { privileged: true, allowPrivilegeEscalation: true },
        },
      },
      'securityContext.privileged: is not allowed by the policy',
    ],
  ])('refuses what the policy does not allow: %j', async (input, reason) => {
    const policy = { contact: '#ml', pods: 8 };
    await expect(run(input, policy)).rejects.toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(reason),
      }),
    );
    await expect(run(input, policy)).rejects.toThrow('Ask #ml');
    await expect(manifests('manifests.yaml')).rejects.toThrow('ENOENT');
  });

  it('goes by the limits of the owner, and says what it does not count', async () => {
    const policy = {
      pods: 1,
      owners: [
        {
          match: ['group:default/team-chat'],
          pods: 4,
          total: { pods: 5 },
          approval: { pods: 2 },
        },
      ],
    };
    const values = { replicaCount: 3 };
    await expect(run({ values }, policy)).rejects.toThrow('may have at most 1');
    const { warn } = await run({ values, owner: 'team-chat' }, policy);
    expect(warn.mock.calls.flat()).toEqual([
      expect.stringContaining('whoever reviews the change'),
      expect.stringContaining('not counted'),
    ]);
  });

  it('goes on with what Helm installed by the selector of its release', async () => {
    const helm = { name: 'llama-aikit', release: 'llama', layout: 'kustomize' };
    await run(helm);
    const [{ spec }] = await manifests('deployment.yaml');
    expect(spec.selector.matchLabels).toMatchObject({
      'app.kubernetes.io/instance': 'llama',
    });
    const note = /selects its pods as Helm's release llama/;
    const inputs = () => readFile(join(workspace.path, 'values.yaml'), 'utf8');
    expect(await inputs()).toMatch(note);

    // A LeaderWorkerSet selects by labels of its own.
    await run({ ...helm, values: { leaderWorkerSet: { enabled: true } } });
    expect(await inputs()).not.toMatch(note);
  });

  it('refuses a release of another workload, and writes nothing', async () => {
    await expect(run({ release: 'llama' })).rejects.toThrow(
      "release: is not that of chat: by the chart's rule its workload is llama-aikit",
    );
    expect(workspace.content()).toEqual({});
  });

  it('needs the permission to render', async () => {
    await expect(run({}, {}, ['aikit.render'])).rejects.toThrow(
      'You may not render workloads for namespace team-chat: the permission aikit.render is needed',
    );
    expect(workspace.content()).toEqual({});
  });

  it('takes no limits of an owner whom one may not name', async () => {
    const denied = ['aikit.workload.assign'];
    await run({ owner: 'search' }, {}, denied);
    await expect(run({ owner: 'other' }, {}, denied)).rejects.toThrow(
      'You may not give a workload to group:default/other',
    );
  });

  it('makes the folders of the target path', async () => {
    const { outputs } = await run({ targetPath: 'clusters/us-east/chat.yml' });
    expect(outputs.path).toBe('clusters/us-east/chat.yml');
    expect(await manifests('clusters/us-east/chat.yml')).toHaveLength(2);
  });

  it('refuses to write outside the workspace', async () => {
    await expect(run({ targetPath: '../chat.yaml' })).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
  });

  it.each(['.git/hooks.yaml', 'a/.git/x.yaml', './.github/x.yml', '.x.yaml'])(
    'refuses the hidden path %s, and writes nothing',
    async targetPath => {
      await expect(run({ targetPath })).rejects.toThrow(
        'must not lead into a hidden folder',
      );
      expect(workspace.content()).toEqual({});
    },
  );

  it.each([
    ['out/chat.yaml', undefined],
    ['file.yaml', undefined],
    ['out', 'plain'],
  ])('refuses to follow a link at %s', async (targetPath, layout) => {
    const outside = elsewhere.path;
    await mkdir(join(workspace.path, '.git'));
    await symlink(outside, join(workspace.path, 'out'));
    await symlink(
      join(workspace.path, '.git/config'),
      join(workspace.path, 'file.yaml'),
    );
    await expect(run({ targetPath, layout })).rejects.toThrow(
      /is a symbolic link|outside its parent/,
    );
    expect(await readdir(outside)).toEqual([]);
  });

  it('refuses a target path that is no YAML file', async () => {
    await expect(run({ targetPath: 'clusters/us-east' })).rejects.toThrow(
      "targetPath 'clusters/us-east' must name a file that ends with .yaml or .yml; a folder needs a layout",
    );
  });

  it('lists everything that is wrong with the values, and writes nothing', async () => {
    await expect(
      run({ name: 'Chat', values: { replicaCount: 'many' } }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /^The workload cannot be rendered:\n.*replicaCount: /s,
      ),
    });
    expect(workspace.content()).toEqual({});
  });

  it('logs the warnings of the values', async () => {
    const { warn } = await run({ values: { fullnameOverride: 'other' } });
    expect(warn).toHaveBeenCalledWith(
      'warning: fullnameOverride: has no effect, because the name is given: it is chat',
    );
  });

  it('lays out a folder, with the inputs beside the manifests', async () => {
    const { outputs } = await run({
      layout: 'kustomize',
      targetPath: 'clusters/us-east/chat',
      values: { replicaCount: 2 },
    });
    expect(outputs).toMatchObject({
      path: 'clusters/us-east/chat',
      files: [
        'clusters/us-east/chat/deployment.yaml',
        'clusters/us-east/chat/kustomization.yaml',
        'clusters/us-east/chat/service.yaml',
        'clusters/us-east/chat/values.yaml',
      ],
    });
    expect(await manifests('clusters/us-east/chat/values.yaml')).toEqual([
      { replicaCount: 2 },
    ]);
  });

  it.each([
    ['one file', {}, 'manifests.yaml'],
    ['a layout', { layout: 'kustomize' }, 'namespace.yaml'],
  ])(
    'marks the namespace so that no controller deletes it, in %s',
    async (_, input, file) => {
      const podSecurity = { enforce: 'baseline' };
      await run({ ...input, values: { namespace: { podSecurity } } });
      const namespace = (await manifests(file)).find(
        ({ kind }) => kind === 'Namespace',
      );
      expect(namespace.metadata.annotations).toMatchObject({
        'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
        'kustomize.toolkit.fluxcd.io/prune': 'disabled',
      });
    },
  );

  it('lays out the root of the workspace when no folder is named', async () => {
    const { outputs } = await run({ layout: 'plain' });
    expect(outputs.files).toEqual(['manifests/chat.yaml', 'values.yaml']);
  });

  it('says what a layout lacks, and writes nothing', async () => {
    await expect(run({ layout: 'flux' })).rejects.toThrow(
      /^The files cannot be laid out:\nflux\.sourceName: /,
    );
    expect(workspace.content()).toEqual({});
  });
});
