import aikitPlugin from '@aikit-backstage/plugin-aikit';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

const DISCOVERED = '__@backstage/discovered__';

/** What the bundler makes of this package's dependencies. */
const discovered = {
  modules: [
    { name: '@aikit-backstage/plugin-aikit', default: aikitPlugin },
    { name: '@backstage/plugin-catalog', default: catalogPlugin },
    { name: '@backstage/plugin-scaffolder', default: scaffolderPlugin },
    { name: '@backstage/plugin-user-settings', default: userSettingsPlugin },
  ],
};

const appConfig = [
  {
    context: 'test',
    data: {
      app: {
        title: 'AIKit portal',
        baseUrl: 'http://localhost',
        packages: 'all',
        extensions: [{ 'page:catalog': { config: { path: '/' } } }],
      },
      backend: { baseUrl: 'http://localhost:1' },
    },
  },
];

/** A token that its reader takes for valid for an hour. */
function guestToken() {
  const encode = (part: object) =>
    Buffer.from(JSON.stringify(part)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: 'user:default/ada', iat: now, exp: now + 3600 };
  return `${encode({ alg: 'ES256' })}.${encode(claims)}.signature`;
}

/** A backend that signs guests in and answers nothing else. */
async function onlySignIn(url: Parameters<typeof fetch>[0]) {
  if (!String(url).includes('/api/auth/guest/refresh')) {
    throw new TypeError('Failed to fetch');
  }
  return new Response(
    JSON.stringify({
      profile: {},
      providerInfo: {},
      backstageIdentity: {
        token: guestToken(),
        identity: {
          type: 'user',
          userEntityRef: 'user:default/ada',
          ownershipEntityRefs: ['user:default/ada'],
        },
      },
    }),
  );
}

describe('App', () => {
  it('lets a guest in and shows the portal’s sidebar', async () => {
    Reflect.set(window, DISCOVERED, discovered);
    // The bundler puts the configuration there, as objects.
    jest.replaceProperty(
      process,
      'env',
      Object.assign({}, process.env, { APP_CONFIG: appConfig }),
    );
    jest.spyOn(globalThis, 'fetch').mockImplementation(onlySignIn);

    const { default: app } = await import('./App');
    render(app.createRoot());
    await userEvent.click(
      await screen.findByRole('button', { name: 'Enter' }, { timeout: 20_000 }),
    );

    const sidebar = await screen.findByTestId('sidebar-root');
    expect(
      within(sidebar).getByRole('link', { name: 'AIKit portal, home' }),
    ).toHaveAttribute('href', '/');
    expect(within(sidebar).getByText('Catalog').closest('a')).toHaveAttribute(
      'href',
      '/',
    );
    expect(within(sidebar).getByText('Create').closest('a')).toHaveAttribute(
      'href',
      '/create',
    );
    expect(within(sidebar).getByText('Settings').closest('a')).toHaveAttribute(
      'href',
      '/settings',
    );
  }, 60_000);
});
