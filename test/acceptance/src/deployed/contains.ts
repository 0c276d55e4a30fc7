/**
 * What of an expectation an object does not have; empty when it has it all.
 * Maps may have more keys, and lists more entries, in any order; entries with
 * a name are told apart by it.
 */
export function missingIn(
  actual: unknown,
  expected: unknown,
  path = '',
): string[] {
  if (Array.isArray(expected)) {
    const entries = Array.isArray(actual) ? actual : [];
    return expected.flatMap((wanted, index) => {
      const named = entries.find(({ name }) => name && name === wanted.name);
      if (named) {
        return missingIn(named, wanted, `${path}[${index}]`);
      }
      return entries.some(entry => missingIn(entry, wanted).length === 0)
        ? []
        : [`${path}[${index}]: ${JSON.stringify(wanted)}`];
    });
  }
  if (typeof expected === 'object' && expected !== null) {
    const fields = (actual ?? {}) as Record<string, unknown>;
    return Object.entries(expected).flatMap(([key, wanted]) =>
      missingIn(fields[key], wanted, `${path}.${key}`),
    );
  }
  return actual === expected
    ? []
    : [`${path}: ${JSON.stringify(expected)}, not ${JSON.stringify(actual)}`];
}
