/**
 * Says what is wrong with a text, in the words of the API server.
 *
 * @param limit - the most that it may be long, such as `63 bytes`
 * @param examples - of right values, as the API server gives them
 */
function pattern(
  regex: string,
  limit: string,
  says: string,
  ...examples: string[]
): (text: string) => string[] {
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

/** A name such as most objects have: a lowercase RFC 1123 subdomain. */
export const checkSubdomain = pattern(
  '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*',
  '253 characters',
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  'example.com',
);

/** The value of an object's label. */
export const checkLabelValue = pattern(
  '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?',
  '63 bytes',
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  'MyValue',
  'my_value',
  '12345',
);

/** The key of a label, without its prefix. */
export const checkLabelName = pattern(
  '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]',
  '63 bytes',
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  'MyName',
  'my.name',
  '123-abc',
);
