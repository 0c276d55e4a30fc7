import { execFile } from 'node:child_process';

const TIMEOUT_MS = 120_000;
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** Runs kubectl as administrator and returns what it printed. */
export type Kubectl = (args: string[], stdin?: string) => Promise<string>;

/**
 * Makes a {@link Kubectl} for one kubeconfig. Its errors carry what kubectl
 * wrote to standard error.
 */
export function createKubectl(options: {
  binary: string;
  kubeconfig: string;
  cacheFolder: string;
}): Kubectl {
  const { binary, kubeconfig, cacheFolder } = options;
  const env = {
    ...process.env,
    KUBECONFIG: kubeconfig,
    KUBECACHEDIR: cacheFolder,
  };
  return (args, stdin) =>
    new Promise((resolve, reject) => {
      const child = execFile(
        binary,
        args,
        { env, timeout: TIMEOUT_MS, maxBuffer: MAX_OUTPUT_BYTES },
        (error, stdout, stderr) => {
          if (error) {
            const what = stderr.trim() || error.message;
            reject(new Error(`kubectl ${args.join(' ')}: ${what}`));
          } else {
            resolve(stdout);
          }
        },
      );
      // kubectl may end without reading; its own error then says why.
      child.stdin?.on('error', () => {});
      child.stdin?.end(stdin);
    });
}
