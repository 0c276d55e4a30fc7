import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Request } from 'express';

/** Who asks, and by which request. */
export interface Caller {
  credentials: BackstageCredentials;
  /** Names the caller in the audit log. */
  request: Request;
}
