import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { AikitClient } from './AikitClient';
import { AikitService } from './types';

/**
 * The AIKit backend, for other backend plugins and modules.
 *
 * @public
 */
export const aikitServiceRef = createServiceRef<AikitService>({
  id: 'aikit.service',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: ({ auth, discovery }) => new AikitClient({ auth, discovery }),
    }),
});
