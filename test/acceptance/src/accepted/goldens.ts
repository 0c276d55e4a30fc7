import { parseValues } from '@aikit-backstage/plugin-aikit-common';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Submission } from './submission';

const PACKAGE = require.resolve('@aikit-backstage/test-golden/package.json');
const CASES = join(dirname(PACKAGE), 'cases');

/** The cases that are compared with Helm. */
export function goldenSubmissions(): Submission[] {
  return readdirSync(CASES).map(id => {
    const read = (file: string) => readFileSync(join(CASES, id, file), 'utf8');
    const { release } = JSON.parse(read('case.json')) as { release: string };
    const parsed = parseValues(read('values.yaml'));
    if (!parsed.ok) {
      throw new Error(`${id}: ${parsed.issues[0].message}`);
    }
    return { what: `golden case ${id}`, release, values: parsed.values };
  });
}
