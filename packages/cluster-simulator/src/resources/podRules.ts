import { parseQuantity } from '@aikit-backstage/plugin-aikit-common';
import { JsonObject, objectIn } from './json';
import { checkLabel } from './names';
import { Problems } from './problems';

/** Adds what is wrong with a pod's spec, as far as workloads of models go. */
export function checkPodSpec(
  spec: JsonObject,
  path: string,
  problems: Problems,
) {
  if (!spec.containers) {
    problems.required(`${path}.containers`);
  }
  if (spec.hostname) {
    const name = String(spec.hostname);
    problems.invalid(`${path}.hostname`, name, ...checkLabel(name));
  }
  for (const field of ['containers', 'initContainers']) {
    const list = (spec[field] ?? []) as JsonObject[];
    checkContainers(list, `${path}.${field}`, problems);
  }
}

function checkContainers(list: JsonObject[], path: string, problems: Problems) {
  const names = new Set<unknown>();
  list.forEach(({ name, image, resources }, index) => {
    const at = `${path}[${index}]`;
    if (!name) {
      problems.required(`${at}.name`);
    } else {
      problems.invalid(`${at}.name`, name, ...checkLabel(String(name)));
    }
    if (name && names.has(name)) {
      problems.duplicate(`${at}.name`, name);
    }
    names.add(name);
    if (!image) {
      problems.required(`${at}.image`);
    }
    checkResources(resources, `${at}.resources`, problems);
  });
}

/** What may be promised to more containers than there is of it. */
const OVERCOMMITTED = /^(cpu|memory|ephemeral-storage)$/;

function checkResources(resources: unknown, path: string, problems: Problems) {
  for (const field of ['limits', 'requests']) {
    const amounts = Object.entries(objectIn(resources, field));
    for (const [name, quantity] of amounts) {
      if (name.includes('/') && !Number.isInteger(amount(quantity))) {
        const at = `${path}.${field}[${name}]`;
        problems.invalid(at, quantity, 'must be an integer');
      }
    }
  }
  const limits = objectIn(resources, 'limits');
  const requests = Object.entries(objectIn(resources, 'requests'));
  for (const [name, request] of requests) {
    const limit = limits[name];
    const more = amount(request) - amount(limit);
    const shared = OVERCOMMITTED.test(name);
    if (limit === undefined && !shared) {
      const why = 'Limit must be set for non overcommitable resources';
      problems.required(`${path}.limits`, why);
    } else if (shared ? more > 0 : more !== 0) {
      const rule = shared ? 'less than or equal to' : 'equal to';
      const why = `must be ${rule} ${name} limit of ${limit}`;
      problems.invalid(`${path}.requests`, request, why);
    }
  }
}

function amount(quantity: unknown): number {
  return parseQuantity(String(quantity)) ?? Number.NaN;
}
