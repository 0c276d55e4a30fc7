import { AdoptRequest } from '@aikit-backstage/plugin-aikit-common';
import { ReleaseTarget } from '@aikit-backstage/plugin-aikit-node';
import { Adoption } from './adoption';
import { StoredRelease } from './HelmReleases';

/** What somebody who takes over a release should know, or do next. */
export function hintsFor(
  { namespace, release }: ReleaseTarget,
  { newestStatus }: StoredRelease,
  { surplus, target }: Adoption,
  { forget = false }: AdoptRequest,
): string[] {
  const hints = [
    `Submit ${target.name} with these values from now on; the first submission applies the corrections to the chart that are listed, and not before.`,
  ];
  if (newestStatus !== 'deployed') {
    hints.push(
      `The newest revision of the release is ${newestStatus}: the values are those of the last one that was deployed, and what runs may be something in between.`,
    );
  }
  if (!forget) {
    hints.push(
      `Helm still has its records: do not run helm upgrade, rollback or uninstall on ${release} any more, for uninstall would delete the workload. To have Helm forget it: kubectl delete secret --namespace ${namespace} --selector owner=helm,name=${release}`,
    );
  }
  if (surplus.length > 0 && !forget) {
    const list = surplus.map(({ kind, name }) => `${kind} ${name}`).join(', ');
    hints.push(
      `Of the release, ${list} is no part of the workload and is left as it is; adopting with forget deletes it.`,
    );
  }
  return hints;
}
