import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { FakeMirrors } from '../__testUtils__/FakeMirrors';
import { ProxyWarning } from './ProxyWarning';

const ADA = mockCredentials.user('user:default/ada');
const BOB = mockCredentials.user('user:default/bob');

function setup(allowed: string[]) {
  const logger = mockServices.logger.mock();
  const mirrors = new FakeMirrors('east');
  const permissions = mockServices.permissions.mock({
    authorize: async (_, options) => {
      const { principal } = (options as { credentials: typeof ADA })
        .credentials;
      const isAllowed = allowed.includes(principal.userEntityRef);
      return [
        { result: isAllowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY },
      ];
    },
  });
  const auth = mockServices.auth();
  const warning = new ProxyWarning({ auth, logger, mirrors, permissions });
  return { warning, logger, mirrors, permissions };
}

describe('ProxyWarning', () => {
  it('says once who may use the proxy, and what to do', async () => {
    const { warning, logger } = setup(['user:default/bob']);
    for (const caller of [ADA, BOB, BOB, ADA]) {
      await warning.heed(caller);
    }
    expect(logger.warn.mock.calls).toEqual([
      [
        expect.stringMatching(
          /^user:default\/bob may use the proxy .* docs\/security\.md#the-proxy$/,
        ),
      ],
    ]);
  });

  it('asks once for each user, and not for services', async () => {
    const { warning, logger, permissions } = setup([]);
    for (const caller of [ADA, ADA, BOB, mockCredentials.service()]) {
      await warning.heed(caller);
    }
    expect(permissions.authorize).toHaveBeenCalledTimes(2);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('says nothing where the suite can write to no cluster', async () => {
    const { warning, mirrors, permissions } = setup(['user:default/ada']);
    mirrors.get('east')!.state = 'unsupported';
    await warning.heed(ADA);
    expect(permissions.authorize).not.toHaveBeenCalled();
  });

  it('lets no trouble with permissions through', async () => {
    const { warning, permissions } = setup([]);
    permissions.authorize.mockRejectedValue(new Error('away'));
    await expect(warning.heed(ADA)).resolves.toBeUndefined();
  });
});
