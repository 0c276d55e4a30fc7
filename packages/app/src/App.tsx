import { createApp } from '@backstage/frontend-defaults';
import { navModule } from './nav';

/**
 * The portal. Its plugins are the dependencies of this package: `app.packages`
 * in the configuration is `all`.
 */
export default createApp({ features: [navModule] });
