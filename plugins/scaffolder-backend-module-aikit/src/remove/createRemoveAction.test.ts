import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { fakeAikit } from '../__testUtils__/fakeAikit';
import {
  workload,
  workloadResponse,
} from '@aikit-backstage/plugin-aikit-common/testUtils';
import { createRemoveAction } from './createRemoveAction';

const INPUT = { cluster: 'us-east', namespace: 'team-chat', name: 'chat' };

const workspace = createMockDirectory();

/** As the backend answers, by what there is none of. */
function notFound(message: string, missing?: string) {
  return Object.assign(new NotFoundError(message), missing && { missing });
}

async function run(aikit: ReturnType<typeof fakeAikit>, isDryRun = false) {
  const [lines, warnings]: string[][] = [[], []];
  const output = jest.fn();
  await createRemoveAction({ aikit }).handler({
    ...createMockActionContext({
      input: INPUT,
      workspacePath: workspace.path,
    }),
    logger: mockServices.logger.mock({
      info: (line: string) => lines.push(line),
      warn: (line: string) => warnings.push(line),
    }),
    output,
    isDryRun,
  });
  return { lines, warnings, output };
}

describe('aikit:remove', () => {
  it('removes the workload and names what has gone', async () => {
    const aikit = fakeAikit();
    const { lines, output } = await run(aikit);
    expect(aikit.remove.mock.calls[0][0]).toEqual(INPUT);
    expect(lines).toEqual([
      'Removed LeaderWorkerSet chat, Service chat from us-east/team-chat',
    ]);
    expect(output).toHaveBeenCalledWith('removed', [
      'LeaderWorkerSet chat',
      'Service chat',
    ]);
  });

  it.each([true, false])(
    'is content when there is nothing that the user may see, dry run: %s',
    async isDryRun => {
      const none = notFound('no workload, or you may not see it', 'workload');
      const aikit = fakeAikit([none]);
      aikit.remove.mockRejectedValue(none);
      const { lines, warnings, output } = await run(aikit, isDryRun);
      expect(lines).toEqual([]);
      expect(warnings).toEqual([
        'Nothing removed: no workload, or you may not see it',
      ]);
      expect(output).toHaveBeenCalledWith('removed', []);
    },
  );

  it.each([true, false])(
    'fails when it is the cluster that there is none of, dry run: %s',
    async isDryRun => {
      const none = notFound("No cluster of the name 'us-east' is known");
      const aikit = fakeAikit([none]);
      aikit.remove.mockRejectedValue(none);
      await expect(run(aikit, isDryRun)).rejects.toThrow(none.message);
    },
  );

  it('fails when the user may not remove it', async () => {
    const aikit = fakeAikit();
    aikit.remove.mockRejectedValue(new NotAllowedError('not yours'));
    await expect(run(aikit)).rejects.toThrow('not yours');
  });

  it('removes nothing in a dry run', async () => {
    const aikit = fakeAikit([workloadResponse(workload())]);
    const { lines } = await run(aikit, true);
    expect(aikit.remove).not.toHaveBeenCalled();
    expect(lines).toEqual([
      'Dry run, nothing removed: LeaderWorkerSet search-llm in us-east/team-chat, with all that was submitted with it',
    ]);
  });
});
