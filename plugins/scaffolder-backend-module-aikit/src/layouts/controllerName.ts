/**
 * Longest name of an Application or Flux Kustomization. An object may have 253
 * characters, but Flux always, and Argo CD where it tracks by labels, put the
 * name into a label of each object that they keep.
 *
 * Source: fluxcd/flux2#2004, argoproj/argo-cd#4045.
 */
const MAX_NAME = 63;

/** Between the parts of a name; no part that is used unchanged contains it. */
const SEPARATOR = '--';

const PLAIN_PART = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Seven characters that tell texts apart: FNV-1a, 32 bits. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(36).padStart(7, '0');
}

/**
 * Name of the Application or Flux Kustomization of a workload. One namespace,
 * the controller's, holds them for all clusters: so the name has the workload's
 * namespace in it, and its cluster unless that is the controller's own.
 *
 * No two workloads get the same name. If the parts are too long, or do not fit
 * into a name as they are, the name ends with a fingerprint of them.
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
  // No namespace and no name has a slash in it.
  const ending = `-${fingerprint(parts.join('/'))}`;
  const near = exact
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9]/g, '-')
    .replace(/^-+/, '')
    .slice(0, MAX_NAME - ending.length)
    .replace(/-+$/, '');
  return near + ending;
}
