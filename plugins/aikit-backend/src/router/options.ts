import { HttpAuthService } from '@backstage/backend-plugin-api';
import { CallerAdopter } from '../adopt/CallerAdopter';
import { CallerDeployer } from '../deploy/CallerDeployer';
import { AuthorizedWorkloads } from '../permissions/AuthorizedWorkloads';

/** What the routes are made of. Nothing here is without authorisation. */
export interface RouterOptions {
  httpAuth: HttpAuthService;
  workloads: AuthorizedWorkloads;
  deployer: CallerDeployer;
  adopter: CallerAdopter;
}
