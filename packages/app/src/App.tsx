import { createApp } from '@backstage/frontend-defaults';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { NavContentBlueprint } from '@backstage/plugin-app-react';
import { PortalSidebar } from './nav/PortalSidebar';

/** Replaces the app's navigation by the portal's sidebar. */
const navModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    NavContentBlueprint.make({ params: { component: PortalSidebar } }),
  ],
});

/**
 * The portal. Its plugins are the dependencies of this package: `app.packages`
 * in the configuration is `all`.
 */
export default createApp({ features: [navModule] });
