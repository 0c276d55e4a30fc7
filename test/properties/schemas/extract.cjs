/**
 * Makes the schemas in this folder from the Go module cache, which
 * `npm run control-plane:build` fills: node test/properties/schemas/extract.cjs
 */
const { execFileSync } = require('node:child_process');
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { gzipSync } = require('node:zlib');
const { parse } = require('yaml');

const GO = join(__dirname, '..', '..', 'cluster', 'control-plane', 'go');
const CACHE = execFileSync('go', ['env', 'GOMODCACHE'], {
  encoding: 'utf8',
}).trim();

/** The folder of a Go module, in the version that the control plane has. */
function moduleFolder(name, inGoMod) {
  const mod = readFileSync(join(GO, inGoMod, 'go.mod'), 'utf8');
  const [, version] = new RegExp(`\\s${name} (v\\S+)`).exec(mod);
  return join(CACHE, `${name}@${version}`);
}

/** Without texts, which are most of a schema and check nothing. */
function bare(schema, isMapOfSchemas = false) {
  if (Array.isArray(schema)) {
    return schema.map(item => bare(item));
  }
  if (typeof schema !== 'object' || schema === null) {
    return schema;
  }
  return Object.fromEntries(
    Object.entries(schema)
      .filter(
        ([key]) =>
          isMapOfSchemas ||
          !['description', 'x-kubernetes-validations', 'example'].includes(key),
      )
      .map(([key, value]) => [
        key,
        bare(value, !isMapOfSchemas && key === 'properties'),
      ]),
  );
}

function write(name, schemas) {
  const text = JSON.stringify(schemas);
  writeFileSync(
    join(__dirname, `${name}.json.gz`),
    gzipSync(text, { level: 9 }),
  );
}

/** API versions and the kinds of each that the renderer makes. */
const KINDS = {
  v1: ['Namespace', 'Service', 'ServiceAccount'],
  'apps/v1': ['Deployment'],
  'autoscaling/v2': ['HorizontalPodAutoscaler'],
  'networking.k8s.io/v1': ['Ingress', 'NetworkPolicy'],
  'policy/v1': ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io/v1': ['Role', 'RoleBinding'],
};

const REFERENCE = '#/components/schemas/';

/** Adds a schema and all that it refers to, by the names in the document. */
function addSchema(found, document, name) {
  if (found[name]) {
    return;
  }
  found[name] = bare(document[name]);
  JSON.stringify(found[name], (key, value) => {
    if (key === '$ref') {
      addSchema(found, document, value.slice(REFERENCE.length));
    }
    return value;
  });
}

function kubernetes() {
  const folder = join(
    moduleFolder('k8s.io/kubernetes', 'kubernetes'),
    'api/openapi-spec/v3',
  );
  const definitions = {};
  const kinds = {};
  for (const [apiVersion, names] of Object.entries(KINDS)) {
    const path = apiVersion.includes('/') ? `apis/${apiVersion}` : 'api/v1';
    const file = join(folder, `${path.replaceAll('/', '__')}_openapi.json`);
    const { schemas } = JSON.parse(readFileSync(file, 'utf8')).components;
    for (const [name, schema] of Object.entries(schemas)) {
      const kind = (schema['x-kubernetes-group-version-kind'] ?? []).find(
        gvk =>
          names.includes(gvk.kind) &&
          [gvk.group, gvk.version].filter(Boolean).join('/') === apiVersion,
      );
      if (kind) {
        addSchema(definitions, schemas, name);
        kinds[`${apiVersion} ${kind.kind}`] = name;
      }
    }
  }
  write('kubernetes', { kinds, definitions });
}

function customResource(name, file) {
  const { spec } = parse(readFileSync(file, 'utf8'));
  const { schema } = spec.versions.find(version => version.name === 'v1');
  write(name, bare(schema.openAPIV3Schema));
}

kubernetes();
customResource(
  'leaderworkerset',
  join(
    moduleFolder('sigs.k8s.io/lws', 'lws'),
    'config/crd/bases/leaderworkerset.x-k8s.io_leaderworkersets.yaml',
  ),
);
customResource(
  'httproute',
  join(
    moduleFolder('sigs.k8s.io/gateway-api', 'gateway-api'),
    'config/crd/standard/gateway.networking.k8s.io_httproutes.yaml',
  ),
);
