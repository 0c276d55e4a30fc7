import { badRequest } from '../api/apiError';

type Labels = Record<string, string>;

const KEY =
  /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9])?$/;
const KEY_RULE =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const VALUE_RULE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

const TERM =
  /^(?:(?<absent>!)\s*)?(?<key>[^\s=!(),]+)(?:\s*(?<equals>==?|!=)\s*(?<value>[^\s=!(),]*)|\s+(?<among>in|notin)\s*\((?<values>[^()=!]*)\))?$/;

function parseTerm(term: string): (labels: Labels) => boolean {
  const refuse = (problem: string) =>
    badRequest(`unable to parse requirement: ${problem}`);
  const parts = TERM.exec(term)?.groups;
  if (!parts) {
    throw refuse(`found '${term}', expected: identifier`);
  }
  const { absent, key, equals, value, among } = parts;
  if (!KEY.test(key)) {
    throw refuse(`<nil>: Invalid value: "${key}": ${KEY_RULE}`);
  }
  if (!equals && !among) {
    return labels => key in labels !== !!absent;
  }
  const values = among
    ? parts.values.split(',').map(text => text.trim())
    : [value];
  const wrong = values.findIndex(text => !VALUE.test(text));
  if (wrong >= 0) {
    throw refuse(
      `values[${wrong}][${key}]: Invalid value: "${values[wrong]}": ${VALUE_RULE}`,
    );
  }
  const wanted = equals !== '!=' && among !== 'notin';
  // An object without the label at all is not among the values either.
  return labels => (key in labels && values.includes(labels[key])) === wanted;
}

/**
 * Reads a label selector as requests have it:
 * `a=b,c!=d,e in (x,y),f notin (z),g,!h`.
 *
 * @returns whether labels fulfil it
 * @throws ApiError 400
 */
export function parseLabelSelector(text: string): (labels?: Labels) => boolean {
  const terms = text.trim()
    ? text.split(/,(?![^(]*\))/).map(term => parseTerm(term.trim()))
    : [];
  return (labels = {}) => terms.every(term => term(labels));
}
