import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import Ajv, { ValidateFunction } from 'ajv';
import { Schema, strict } from './strict';

/** The content of a packed file of schemas. */
function unpack(file: string): Schema {
  return JSON.parse(gunzipSync(readFileSync(file)).toString('utf8'));
}

const KUBERNETES = unpack(require.resolve('../../schemas/kubernetes.json.gz'));
const LEADER_WORKER_SET = unpack(
  require.resolve('../../schemas/leaderworkerset.json.gz'),
);
const HTTP_ROUTE = unpack(require.resolve('../../schemas/httproute.json.gz'));

/**
 * Whether no two entries of a list have the same keys: those by which
 * server-side apply tells them apart.
 */
function haveOwnKeys(keys: readonly string[], list: unknown): boolean {
  if (!Array.isArray(list)) {
    return true;
  }
  const all = list.map(entry => JSON.stringify(keys.map(key => entry[key])));
  return new Set(all).size === all.length;
}

function isInt32(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < 2 ** 31;
}

function newAjv(): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addFormat('int32', { type: 'number', validate: isInt32 });
  ajv.addFormat('int64', { type: 'number', validate: Number.isSafeInteger });
  ajv.addFormat('date-time', true);
  ajv.addFormat('int-or-string', true);
  ajv.addKeyword({
    keyword: 'x-kubernetes-list-map-keys',
    type: 'array',
    schemaType: 'array',
    validate: haveOwnKeys,
  });
  return ajv;
}

function kubernetesValidators(): [string, ValidateFunction][] {
  const { kinds, definitions } = KUBERNETES;
  const components = strict({ schemas: definitions });
  return Object.entries(kinds as Record<string, string>).map(([kind, name]) => [
    kind,
    newAjv().compile({
      $ref: `#/components/schemas/${name}`,
      components,
    }),
  ]);
}

function customValidator(schema: Schema): ValidateFunction {
  // A CRD says of metadata only that it is there; the names have rules of
  // their own (see names.ts).
  const open = { type: 'object', additionalProperties: true };
  return newAjv().compile(
    strict({
      ...schema,
      properties: { ...(schema.properties as Schema), metadata: open },
    }) as Schema,
  );
}

/** Validators by API version and kind, such as `apps/v1 Deployment`. */
export const VALIDATORS: ReadonlyMap<string, ValidateFunction> = new Map([
  ...kubernetesValidators(),
  [
    'leaderworkerset.x-k8s.io/v1 LeaderWorkerSet',
    customValidator(LEADER_WORKER_SET),
  ],
  ['gateway.networking.k8s.io/v1 HTTPRoute', customValidator(HTTP_ROUTE)],
]);
