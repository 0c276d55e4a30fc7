/**
 * Longest name of an Application or Flux Kustomization. An object may have 253
 * characters, but Flux always, and Argo CD where it tracks by labels, put the
 * name into a label of each object that they keep.
 *
 * Source: fluxcd/flux2#2004, argoproj/argo-cd#4045.
 */
const MAX_NAME = 63;

/** Between the parts of a name; a part that has it is not taken as it is. */
const SEPARATOR = '--';

const PLAIN_PART = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Seven characters that differ for texts that differ: FNV-1a, 32 bits. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(36).padStart(7, '0');
}

/**
 * Name of the Application or Flux Kustomization that keeps a workload. All of
 * them are in one namespace, that of the controller, and for all clusters that
 * it looks after: so the workload's namespace is in the name, and its cluster
 * unless it is the controller's own.
 *
 * No two workloads have the same. Where the parts cannot stand there as they
 * are, or are too long together, the name ends with a fingerprint of them.
 *
 * @param cluster - by which the controller knows the destination
 * @returns such as `team-search--search-llm`
 */
export function controllerName(
  { namespace, name }: { namespace: string; name: string },
  cluster?: string,
): string {
  const parts = [...(cluster ? [cluster] : []), namespace, name];
  const exact = parts.join(SEPARATOR);
  if (exact.length <= MAX_NAME && parts.every(part => PLAIN_PART.test(part))) {
    return exact;
  }
  // Neither a namespace nor a name has a slash.
  const ending = `-${fingerprint(parts.join('/'))}`;
  const near = exact
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9]/g, '-')
    .replace(/^-+/, '')
    .slice(0, MAX_NAME - ending.length)
    .replace(/-+$/, '');
  return near + ending;
}
