import { Target, UserRequest } from './target';

/**
 * The requests of the suite's account since the start, oldest first, without
 * what a mirror does on its own, whether anybody looks or not: it asks a
 * cluster that has been quiet whether it is still there, and opens watches
 * again that have ended or been silent.
 */
export async function requestsForUsers(target: Target): Promise<UserRequest[]> {
  const requests = await target.requestsBy(target.suite.username);
  return requests.filter(
    ({ uri, verb }) => verb !== 'watch' && !uri.endsWith('/nodes?limit=1'),
  );
}
