import { judgeName, PolicyRule } from './judged';

/** The cluster is one that the owner may use. */
export const cluster: PolicyRule = ({ limits, cluster: given }, report) => {
  if (given !== undefined) {
    judgeName(limits, report, {
      rule: 'policy-clusters',
      path: ['cluster'],
      given,
      patterns: limits.clusters,
    });
  }
};

/** So is the namespace; the system's and the portal's own must be written out. */
export const namespace: PolicyRule = ({ limits, ...judged }, report) =>
  judgeName(limits, report, {
    rule: 'policy-namespaces',
    path: ['namespace'],
    given: judged.namespace,
    patterns: limits.namespaces,
    reserved: limits.reservedNamespaces,
  });
