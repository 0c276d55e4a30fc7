import { Check } from './rules';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const LABEL_VALUE = '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?';
const QUALIFIED_NAME = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const CONFIG_KEY = '[-._a-zA-Z0-9]+';

/** @param examples - of right values, as the API server gives them */
function pattern(
  regex: string,
  limit: number,
  says: string,
  ...examples: string[]
): Check<string> {
  const expression = new RegExp(`^(?:${regex})$`);
  const list = examples.map(example => `'${example}'`).join(',  or ');
  return value => [
    ...(value.length > limit ? [`must be no more than ${limit} bytes`] : []),
    ...(expression.test(value)
      ? []
      : [`${says} (e.g. ${list}, regex used for validation is '${regex}')`]),
  ];
}

/** A name such as most objects have: a lowercase RFC 1123 subdomain. */
export const checkSubdomain = pattern(
  SUBDOMAIN,
  253,
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  'example.com',
);

/** A name such as containers and namespaces have: a lowercase RFC 1123 label. */
export const checkLabel = pattern(
  LABEL,
  63,
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  'my-name',
  '123-abc',
);

/** The value of an object's label. */
export const checkLabelValue = pattern(
  LABEL_VALUE,
  63,
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  'MyValue',
  'my_value',
  '12345',
);

/** A key in a ConfigMap or a Secret. */
export const checkConfigKey = pattern(
  CONFIG_KEY,
  253,
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
  'key.name',
  'KEY_NAME',
  'key-name',
);

const checkNamePart = pattern(
  QUALIFIED_NAME,
  63,
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  'MyName',
  'my.name',
  '123-abc',
);

/** The key of a label or an annotation, or a resource: `prefix/name`. */
export const checkQualifiedName: Check<string> = value => {
  const [name, prefix, ...more] = value.split('/').reverse();
  if (more.length > 0) {
    return [
      "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
    ];
  }
  return [
    ...(prefix === undefined ? [] : checkSubdomain(prefix)).map(
      problem => `prefix part ${problem}`,
    ),
    ...checkNamePart(name),
  ];
};

/** The name of a port: an IANA service name. */
export const checkPortName: Check<string> = value => [
  ...(value.length > 15 ? ['must be no more than 15 characters'] : []),
  ...(/^[-a-z0-9]+$/.test(value)
    ? []
    : [
        'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
      ]),
  ...(/[a-z]/.test(value) ? [] : ['must contain at least one letter (a-z)']),
  ...(value.includes('--') ? ['must not contain consecutive hyphens'] : []),
  ...(/^-|-$/.test(value) ? ['must not begin or end with a hyphen'] : []),
];

/** The name of an environment variable. */
export const checkEnvName: Check<string> = value =>
  /^[ -<>-~]+$/.test(value)
    ? []
    : [
        "a valid environment variable name must consist only of printable ASCII characters other than '='",
      ];

/** A port's number. */
export function checkPort(port: number): string[] {
  return port >= 1 && port <= 65535
    ? []
    : ['must be between 1 and 65535, inclusive'];
}
