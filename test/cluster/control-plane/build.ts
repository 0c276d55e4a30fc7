/*
 * Builds the programs of the control plane into the cache, those that are not
 * there yet: `build.ts [--optional]`. With --optional, a machine without Go is
 * told so and the command succeeds; the tests then skip themselves.
 */
import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  BINARIES,
  Binary,
  cacheFolder,
  kubebuilderBinary,
  MANIFESTS,
  Manifests,
  missingParts,
  MODULES,
  moduleFolder,
} from './binaries';

const run = promisify(execFile);

type Module = (typeof MODULES)[number];

const PACKAGES: Record<Binary, { module: Module; path: string }> = {
  etcd: { module: 'etcd', path: 'go.etcd.io/etcd/server/v3' },
  'kube-apiserver': kubernetes('kube-apiserver'),
  'kube-controller-manager': kubernetes('kube-controller-manager'),
  'kube-scheduler': kubernetes('kube-scheduler'),
  kubectl: kubernetes('kubectl'),
  lws: { module: 'lws', path: 'sigs.k8s.io/lws/cmd' },
  kwok: { module: 'kwok', path: 'sigs.k8s.io/kwok/cmd/kwok' },
};

function kubernetes(command: string): { module: Module; path: string } {
  return { module: 'kubernetes', path: `k8s.io/kubernetes/cmd/${command}` };
}

function log(line: string) {
  process.stdout.write(`${line}\n`);
}

async function go(module: Module, args: string[]): Promise<string> {
  const { stdout } = await run('go', args, {
    cwd: moduleFolder(module),
    env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' },
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout.trim();
}

// Without this, Kubernetes' programs call themselves v0.0.0, and so do their
// user agents (that is client-go's).
async function linkerFlags(module: Module): Promise<string> {
  if (module !== 'kubernetes') {
    return '-s -w';
  }
  const format = ['list', '-m', '-f', '{{.Version}}', 'k8s.io/kubernetes'];
  const version = await go(module, format);
  const [major, minor] = version.slice(1).split('.');
  const variables = { gitVersion: version, gitMajor: major, gitMinor: minor };
  const packages = ['k8s.io/component-base', 'k8s.io/client-go/pkg'];
  const settings = Object.entries(variables).flatMap(([name, value]) =>
    packages.map(prefix => `-X ${prefix}/version.${name}=${value}`),
  );
  return `-s -w ${settings.join(' ')}`;
}

async function buildBinary(name: Binary, target: string): Promise<void> {
  const { module, path } = PACKAGES[name];
  const flags = await linkerFlags(module);
  await go(module, [
    'build',
    '-trimpath',
    '-ldflags',
    flags,
    '-o',
    target,
    path,
  ]);
}

async function copyManifests(name: Manifests, target: string): Promise<void> {
  const { module, path, folder } = MANIFESTS[name];
  await go(module, ['mod', 'download', path]);
  const source = await go(module, ['list', '-m', '-f', '{{.Dir}}', path]);
  await cp(join(source, folder), target, { recursive: true });
  await makeWritable(target);
}

// The module cache is read-only, and so would be the copy.
async function makeWritable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    await (entry.isDirectory() ? makeWritable(path) : chmod(path, 0o644));
  }
}

function isBinary(name: Binary | Manifests): name is Binary {
  return name in PACKAGES;
}

async function build(name: Binary | Manifests): Promise<void> {
  const started = Date.now();
  const target = join(cacheFolder(), name);
  // Renamed when complete: a build that was broken off leaves nothing that
  // looks whole, and two builds at once do not disturb each other.
  const partial = `${target}.${process.pid}`;
  try {
    if (isBinary(name)) {
      log(`building ${name} (${PACKAGES[name].path}) …`);
      await buildBinary(name, partial);
    } else {
      await copyManifests(name, partial);
    }
    await rename(partial, target);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  log(`  ${name}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

async function main(): Promise<number> {
  const started = Date.now();
  for (const name of BINARIES) {
    const found = kubebuilderBinary(name);
    if (found) {
      log(`${name}: using ${found} (KUBEBUILDER_ASSETS)`);
    }
  }
  const missing = missingParts();
  if (missing.length === 0) {
    log(`control plane: all there in ${cacheFolder()}`);
    return 0;
  }
  try {
    await run('go', ['version']);
  } catch {
    log(
      `control plane: ${missing.join(', ')} not built, because the command ` +
        '"go" does not run here. Install Go (https://go.dev/dl) and try again.',
    );
    return process.argv.includes('--optional') ? 0 : 1;
  }
  log(
    `control plane: building ${missing.length} parts into ${cacheFolder()}; ` +
      'from a cold Go cache this takes about ten minutes on two cores.',
  );
  await mkdir(cacheFolder(), { recursive: true });
  for (const name of missing) {
    await build(name);
  }
  log(`control plane: built in ${Math.round((Date.now() - started) / 1000)} s`);
  return 0;
}

main().then(
  code => {
    process.exitCode = code;
  },
  error => {
    process.stderr.write(`${error.stderr || error.stack}\n`);
    process.exitCode = 1;
  },
);
