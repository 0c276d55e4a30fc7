import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { ValueIssue } from '@aikit-backstage/plugin-aikit-common';
import {
  errorLines,
  fullEntityRef,
  limitsFor,
  lookUp,
  policyIssues,
  readPolicy,
  RenderInput,
  RenderResult,
  renderWorkload,
  toYaml,
  parseValues,
} from '@aikit-backstage/plugin-aikit-common';
import { presetChoice } from './presetArguments';
import { UsageError } from './UsageError';

const USAGE = `Usage: aikit render (-f values.yaml | --preset P [-f values.yaml]) [--name N] [--release R] --namespace NS [--entity component:default/x]
                    [--policy app-config.yaml --owner group:default/x]

Prints the manifests of an AIKit workload as YAML documents.

  -f, --values FILE   values of the AIKit Helm chart; - reads standard input
  --preset P          engine whose values come before those of the file
  --input KEY=VALUE   input of the preset, once for each; an entry of a map is
                      written hubSecret.name=hub
  --lws-version V     LeaderWorkerSet's version in the cluster, such as 0.9.0
  --name N            name the objects N
  --release R         name the objects by the chart's rule for release R; with
                      --name, keep the selector of the Deployment that Helm
                      installed as R
  --namespace NS      namespace the workload will be in
  --entity REF        catalog entity the workload belongs to
  --owner REF         owner of the workload, such as group:default/search
  --policy FILE       app-config with aikit.policy, which is held to for the
                      owner, but for pod security and totals
  -h, --help          print this text

Exit code: 0 rendered (warnings on standard error), 1 bad values or refused by
the policy, 2 bad usage.`;

type Arguments = Omit<RenderInput, 'values'> & {
  file?: string;
  policy?: string;
};

function readOptions(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        values: { type: 'string', short: 'f' },
        preset: { type: 'string' },
        input: { type: 'string', multiple: true },
        'lws-version': { type: 'string' },
        release: { type: 'string' },
        name: { type: 'string' },
        namespace: { type: 'string' },
        entity: { type: 'string' },
        owner: { type: 'string' },
        policy: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : `${error}`);
  }
}

function readArguments(options: ReturnType<typeof readOptions>): Arguments {
  const { values: file, name, release, namespace, entity } = options;
  const preset = presetChoice(options.preset, options.input);
  if (file === undefined && !preset) {
    throw new UsageError(
      '-f is required, the file with the values; or --preset is',
    );
  }
  if (namespace === undefined) {
    throw new UsageError('--namespace is required');
  }
  if (name === undefined && release === undefined) {
    throw new UsageError('--name or --release is required');
  }
  return {
    file,
    preset,
    name,
    release,
    namespace,
    entityRef: entity,
    owner: readOwner(options.owner),
    policy: options.policy,
    lwsVersion: options['lws-version'],
  };
}

function readOwner(owner: string | undefined): string | undefined {
  if (owner !== undefined && !fullEntityRef(owner, 'group')) {
    throw new UsageError(`--owner ${owner} is no reference of an entity`);
  }
  return owner && fullEntityRef(owner, 'group');
}

/** What the policy of an app-config says of a workload. */
function judge(
  file: string,
  owner: string | undefined,
  rendered: Extract<RenderResult, { ok: true }>,
): ValueIssue[] {
  const config = parseValues(readFile(file));
  if (!config.ok) {
    throw new UsageError(`${file}: ${errorLines(config.issues).join('; ')}`);
  }
  try {
    const policy = readPolicy(lookUp(config.values, ['aikit', 'policy']));
    return policyIssues(limitsFor(policy, owner), rendered);
  } catch (error) {
    throw new UsageError(
      `${file}: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function readFile(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new UsageError(
      `cannot read ${file}: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function printIssues(issues: readonly ValueIssue[]): void {
  for (const { severity, path, message } of issues) {
    const prefix = severity === 'warning' ? 'warning: ' : '';
    process.stderr.write(`${prefix}${path}: ${message}\n`);
  }
}

function print({ file, policy, ...input }: Arguments): number {
  const parsed = parseValues(file === undefined ? '' : readFile(file));
  const result = parsed.ok
    ? renderWorkload({ ...input, values: parsed.values })
    : ({ ok: false, issues: parsed.issues } as const);
  const ofPolicy =
    result.ok && policy !== undefined ? judge(policy, input.owner, result) : [];
  printIssues([...result.issues, ...ofPolicy]);
  const isRefused = ofPolicy.some(({ severity }) => severity === 'error');
  if (!result.ok || isRefused) {
    return 1;
  }
  process.stdout.write(toYaml(result.manifests));
  return 0;
}

/**
 * Prints the manifests of the values that the arguments name, and answers the
 * exit code.
 *
 * @throws UsageError for arguments that cannot be understood
 */
export function render(args: string[]): number {
  try {
    const options = readOptions(args);
    if (options.help) {
      process.stdout.write(`${USAGE}\n`);
      return 0;
    }
    return print(readArguments(options));
  } catch (error) {
    throw error instanceof UsageError
      ? new UsageError(error.message, USAGE)
      : error;
  }
}
