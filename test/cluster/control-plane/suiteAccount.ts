import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Kubectl } from './kubectl';

// Longer than any test or day of development.
const TOKEN_DURATION = '48h';

/** The files that a platform team applies, and that are applied here. */
const SUITE_RBAC_FILES = ['rbac.yaml', 'rbac-cluster-wide.yaml'].map(file =>
  resolve(__dirname, '../../../docs', file),
);

/** A ServiceAccount. */
export interface ServiceAccount {
  namespace: string;
  name: string;
}

const SUITE_ACCOUNT: ServiceAccount = {
  namespace: 'aikit-backstage',
  name: 'aikit-backstage',
};

/** The user that requests with the token of the suite's account are made by. */
export const SUITE_USERNAME = `system:serviceaccount:${SUITE_ACCOUNT.namespace}:${SUITE_ACCOUNT.name}`;

/** A bearer token of an existing ServiceAccount. */
export async function createToken(
  kubectl: Kubectl,
  { namespace, name }: ServiceAccount,
): Promise<string> {
  const token = await kubectl([
    'create',
    'token',
    name,
    `--namespace=${namespace}`,
    `--duration=${TOKEN_DURATION}`,
  ]);
  return token.trim();
}

/** Grants the suite what those files grant, and makes it a token. */
export async function createSuiteAccount(
  kubectl: Kubectl,
): Promise<{ username: string; token: string }> {
  for (const file of SUITE_RBAC_FILES) {
    const rbac = await readFile(file, 'utf8');
    await kubectl(['apply', '--server-side', '-f', '-'], rbac);
  }
  return {
    username: SUITE_USERNAME,
    token: await createToken(kubectl, SUITE_ACCOUNT),
  };
}
