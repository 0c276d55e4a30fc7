/** Labels of an object, by key. */
export type Labels = Record<string, string>;

/** Whether labels are what a selector asks for. */
export type LabelPredicate = (labels: Labels) => boolean;

const NAME = String.raw`[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?`;
const KEY = String.raw`(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?/)?${NAME}`;
const VALUE = new RegExp(`^(?:${NAME})?$`);

const EXISTENCE = new RegExp(String.raw`^(!?)\s*(${KEY})$`);
const SET = new RegExp(String.raw`^(${KEY})\s+(in|notin)\s*\(([^()]*)\)$`);
const COMPARISON = new RegExp(String.raw`^(${KEY})\s*(==|=|!=|>|<)\s*(\S*)$`);

/** Characters of a selector; an API server takes a URL of not many more. */
const MAX_LENGTH = 4096;

/** Requirements of a selector: each is asked of each workload there is. */
const MAX_REQUIREMENTS = 64;

/** Characters of what is wrong that a message repeats. */
const MAX_QUOTED = 100;

/**
 * Reads a label selector as `kubectl -l` takes it: equality (`a=b`, `a==b`,
 * `a!=b`), sets (`a in (b,c)`, `a notin (b)`), existence (`a`, `!a`) and
 * integers (`a>1`, `a<5`), joined by commas.
 *
 * `!=` and `notin` also match objects without the label.
 *
 * Source of the rules: "Labels and Selectors" in Kubernetes' documentation.
 *
 * @throws Error naming the part that is not understood
 */
export function parseLabelSelector(selector: string): LabelPredicate {
  if (selector.length > MAX_LENGTH) {
    throw new Error(
      `it has ${selector.length} characters, and must not have more than ${MAX_LENGTH}`,
    );
  }
  const parts = splitOutsideParentheses(selector);
  if (parts.length > MAX_REQUIREMENTS) {
    throw new Error(
      `it has ${parts.length} requirements, and must not have more than ${MAX_REQUIREMENTS}`,
    );
  }
  const requirements = parts.map(parseRequirement);
  return labels => requirements.every(requirement => requirement(labels));
}

/** Goes through the text once: a part ends at each comma outside of a set. */
function splitOutsideParentheses(selector: string): string[] {
  const parts = [''];
  let inSet = false;
  for (const character of selector) {
    inSet = character === '(' || (inSet && character !== ')');
    if (character === ',' && !inSet) {
      parts.push('');
    } else {
      parts[parts.length - 1] += character;
    }
  }
  return parts.map(part => part.trim());
}

/** What a message repeats of a selector. */
function quoted(text: string): string {
  return `'${
    text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text
  }'`;
}

function parseRequirement(text: string): LabelPredicate {
  const existence = EXISTENCE.exec(text);
  if (existence) {
    const [, negated, key] = existence;
    return labels => has(labels, key) === !negated;
  }

  const set = SET.exec(text);
  if (set) {
    const [, key, operator, list] = set;
    const values = new Set(list.split(',').map(value => value.trim()));
    values.forEach(value => assertValue(value, text));
    return operator === 'in'
      ? labels => has(labels, key) && values.has(labels[key])
      : labels => !has(labels, key) || !values.has(labels[key]);
  }

  const comparison = COMPARISON.exec(text);
  if (comparison) {
    const [, key, operator, value] = comparison;
    assertValue(value, text);
    switch (operator) {
      case '!=':
        return labels => !has(labels, key) || labels[key] !== value;
      case '>':
      case '<':
        return compareIntegers(key, operator, value, text);
      default:
        return labels => has(labels, key) && labels[key] === value;
    }
  }
  throw new Error(
    `${quoted(
      text,
    )} is no requirement of a label selector; write key=value, key!=value, key in (a,b), key notin (a,b), key or !key, joined by commas`,
  );
}

function compareIntegers(
  key: string,
  operator: '>' | '<',
  value: string,
  text: string,
): LabelPredicate {
  const limit = integer(value);
  if (limit === undefined) {
    throw new Error(
      `${quoted(text)} compares with ${quoted(value)}, which is no integer`,
    );
  }
  return labels => {
    const actual = has(labels, key) ? integer(labels[key]) : undefined;
    if (actual === undefined) {
      return false;
    }
    return operator === '>' ? actual > limit : actual < limit;
  };
}

function integer(text: string): number | undefined {
  return /^-?\d+$/.test(text) ? Number(text) : undefined;
}

function has(labels: Labels, key: string): boolean {
  return Object.hasOwn(labels, key);
}

function assertValue(value: string, text: string): void {
  if (value.length > 63 || !VALUE.test(value)) {
    throw new Error(
      `${quoted(text)} has the value ${quoted(
        value,
      )}, which no label can have: at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends`,
    );
  }
}
