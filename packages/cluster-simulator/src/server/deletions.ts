import { DeleteOptions } from '../api/objectApi';
import { qualifiedName } from '../objects/resourceTypes';
import { Call, keyOf, ServerParts } from './call';
import { listOptions } from './listOptions';
import { booleanIn, checkRules, dryRunRule, numberIn } from './queryOptions';
import { writeList } from './reads';
import { asVersion } from './representation';
import { readObject } from './requestBody';

/** `DeleteOptions` as clients send them. */
type DeleteBody = Omit<DeleteOptions, 'dryRun'> & {
  orphanDependents?: boolean;
  dryRun?: string[];
};

const PROPAGATIONS = ['Foreground', 'Background', 'Orphan'];
/** Kinds whose deletion answers the object in place of a `Status`. */
const ANSWER_OBJECT = [
  'pods',
  'services',
  'namespaces',
  'serviceaccounts',
  'resourcequotas',
];

function optionsInQuery(query: URLSearchParams): DeleteBody {
  const policy = query.get('propagationPolicy') ?? undefined;
  return {
    propagationPolicy: policy as DeleteBody['propagationPolicy'],
    orphanDependents: booleanIn(query, 'orphanDependents'),
    gracePeriodSeconds: numberIn(query, 'gracePeriodSeconds'),
    dryRun: query.getAll('dryRun'),
  };
}

/** @throws ApiError 422 when options are unknown or exclude each other */
export function deleteOptions(body: DeleteBody): DeleteOptions {
  const { propagationPolicy, orphanDependents, dryRun = [] } = body;
  const policy = propagationPolicy;
  checkRules('DeleteOptions', [
    [
      policy !== undefined && orphanDependents !== undefined,
      'propagationPolicy',
      'Invalid value',
      `"${policy}": orphanDependents and deletionPropagation cannot be both set`,
    ],
    [
      policy !== undefined && !PROPAGATIONS.includes(policy),
      'propagationPolicy',
      'Unsupported value',
      `"${policy}": supported values: "Foreground", "Background", "Orphan", "nil"`,
    ],
    dryRunRule(dryRun),
  ]);
  const orphan = orphanDependents ? 'Orphan' : 'Background';
  return {
    propagationPolicy:
      policy ?? (orphanDependents === undefined ? undefined : orphan),
    gracePeriodSeconds: body.gracePeriodSeconds,
    preconditions: body.preconditions,
    dryRun: dryRun.length > 0,
  };
}

/** Those of the body alone, when there is one. @throws ApiError 400 or 422 */
async function readDeleteOptions({ request, query }: Call) {
  const body = (await readObject(request)) as DeleteBody | undefined;
  return deleteOptions(body ?? optionsInQuery(query));
}

/** Deletes one object. */
export async function deleteOne(parts: ServerParts, call: Call) {
  const options = await readDeleteOptions(call);
  const { type, answer } = call;
  const before = parts.api.get(type, keyOf(call));
  const remains = parts.api.delete(type, keyOf(call), options);
  if (remains || ANSWER_OBJECT.includes(qualifiedName(type))) {
    answer.json(200, asVersion(type, remains ?? before));
    return;
  }
  const { name, uid } = before.metadata;
  const { group, plural: kind } = type;
  answer.json(200, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { name, ...(group && { group }), kind, uid },
  });
}

/** Deletes all objects that selectors select, and answers what they were. */
export async function deleteMany(parts: ServerParts, call: Call) {
  const options = await readDeleteOptions(call);
  const { type, path } = call;
  const page = parts.lists.page(
    { type, namespace: path.namespace },
    listOptions(call),
  );
  for (const { metadata } of page.items) {
    const { namespace, name } = metadata;
    // An earlier deletion may have taken a later object with it.
    if (parts.api.store.get(type, namespace, name)) {
      parts.api.delete(type, { namespace, name }, options);
    }
  }
  await writeList(call, page);
}
