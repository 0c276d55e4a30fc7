import { z } from 'zod';
import { about } from './inputTypes';

/** Values of a readiness probe for an API that listens once it has a model. */
export function listening(port: number) {
  return { tcpSocket: { port }, initialDelaySeconds: 15, periodSeconds: 10 };
}

/** Values of a readiness probe that asks the engine whether it is healthy. */
export function healthy(path: string) {
  return { httpGet: { path, port: 'http' }, periodSeconds: 10 };
}

/** Whether to add a probe that images of the community's examples lack. */
export const healthProbeInput = z
  .boolean()
  .default(true)
  .meta(
    about(
      'Health check',
      'model',
      'Send requests only once the engine says that it is ready.',
    ),
  );
