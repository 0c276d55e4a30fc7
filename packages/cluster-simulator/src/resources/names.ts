/** What is wrong with a text, in the words of the API server. */
export type Check = (text: string) => string[];

/**
 * @param limit - the most that it may be long, such as `63 bytes`
 * @param examples - of right values, as the API server gives them
 */
function pattern(
  regex: string,
  limit: string,
  says: string,
  ...examples: string[]
): Check {
  const expression = new RegExp(`^(?:${regex})$`);
  const list = examples.map(example => `'${example}'`).join(',  or ');
  const why = `${says} (e.g. ${list}, regex used for validation is '${regex}')`;
  return text => [
    ...(text.length > parseInt(limit, 10)
      ? [`must be no more than ${limit}`]
      : []),
    ...(expression.test(text) ? [] : [why]),
  ];
}

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';

/** A name such as most objects have: a lowercase RFC 1123 subdomain. */
export const checkSubdomain = pattern(
  `${LABEL}(\\.${LABEL})*`,
  '253 characters',
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  'example.com',
);

const checkPlainLabel = pattern(
  LABEL,
  '63 characters',
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  'my-name',
  '123-abc',
);

/** A name such as containers and namespaces have: a lowercase RFC 1123 label. */
export const checkLabel: Check = text =>
  text.includes('.') && checkSubdomain(text).length === 0
    ? ['must not contain dots']
    : checkPlainLabel(text);

/** The value of an object's label. */
export const checkLabelValue = pattern(
  '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?',
  '63 bytes',
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  'MyValue',
  'my_value',
  '12345',
);

const checkNamePart = pattern(
  '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]',
  '63 bytes',
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  'MyName',
  'my.name',
  '123-abc',
);

/** The key of a label: `prefix/name`, of which the name is looked at. */
export const checkLabelKey: Check = text =>
  checkNamePart(text.replace(/^[^/]*\//, ''));
