import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { NewObject } from '../objects/types';

/** The CustomResourceDefinition of LeaderWorkerSets, to be created as it is. */
export const LWS_CRD: NewObject = parse(
  readFileSync(require.resolve('./crd.yaml'), 'utf8'),
);
