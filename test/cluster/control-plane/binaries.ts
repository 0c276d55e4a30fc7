import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The Go modules whose commands and YAML make up a control plane, in `go/`. */
export const MODULES = [
  'etcd',
  'kubernetes',
  'lws',
  'kwok',
  'gateway-api',
] as const;

/** The folder of a module's go.mod. */
export function moduleFolder(module: (typeof MODULES)[number]): string {
  return join(__dirname, 'go', module);
}

/** The programs, as their files are called. */
export const BINARIES = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kubectl',
  'lws',
  'kwok',
] as const;

/** The name of one of {@link BINARIES}. */
export type Binary = (typeof BINARIES)[number];

// What setup-envtest and other users of KUBEBUILDER_ASSETS keep there.
const KUBEBUILDER_BINARIES: readonly Binary[] = [
  'etcd',
  'kube-apiserver',
  'kubectl',
];

/** Folders of YAML that are copied out of the modules: name to module path. */
export const MANIFESTS = {
  'lws-config': { module: 'lws', path: 'sigs.k8s.io/lws', folder: 'config' },
  'kwok-stages': {
    module: 'kwok',
    path: 'sigs.k8s.io/kwok',
    folder: 'kustomize/stage',
  },
  'gateway-api': {
    module: 'gateway-api',
    path: 'sigs.k8s.io/gateway-api',
    folder: 'config/crd/standard',
  },
} as const;

/** The name of one of {@link MANIFESTS}. */
export type Manifests = keyof typeof MANIFESTS;

/**
 * Where built binaries are kept: outside the repository, and in another folder
 * as soon as a version changes.
 */
export function cacheFolder(): string {
  const hash = createHash('sha256');
  for (const module of MODULES) {
    for (const file of ['go.mod', 'go.sum']) {
      hash.update(readFileSync(join(moduleFolder(module), file)));
    }
  }
  return join(
    process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
    'aikit-backstage',
    'control-plane',
    hash.digest('hex').slice(0, 16),
  );
}

/** The binary that `KUBEBUILDER_ASSETS` has, if it has it. */
export function kubebuilderBinary(name: Binary): string | undefined {
  const assets = process.env.KUBEBUILDER_ASSETS;
  if (!assets || !KUBEBUILDER_BINARIES.includes(name)) {
    return undefined;
  }
  const path = join(assets, name);
  return existsSync(path) ? path : undefined;
}

/** The path of a binary, whether it exists or not. */
export function binaryPath(name: Binary): string {
  return kubebuilderBinary(name) ?? join(cacheFolder(), name);
}

/** The path of a folder of manifests, whether it exists or not. */
export function manifestsPath(name: Manifests): string {
  return join(cacheFolder(), name);
}

/** What has to be built before a control plane can start; empty if nothing. */
export function missingParts(): Array<Binary | Manifests> {
  const manifests = Object.keys(MANIFESTS) as Manifests[];
  return [
    ...BINARIES.filter(name => !existsSync(binaryPath(name))),
    ...manifests.filter(name => !existsSync(manifestsPath(name))),
  ];
}
