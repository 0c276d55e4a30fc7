export { DEFAULT_VALUES } from './defaults';
export { errorLines } from './errorLines';
export { isMap, mergeValues, type ValuesMap } from './merge';
export { HELM_YAML, parseValues, type ParseValuesResult } from './parseValues';
export { parsePath, type ValuePath } from './paths';
export { plainIssues } from './plain';
export {
  readValues,
  type ReadValuesOptions,
  type ReadValuesResult,
} from './readValues';
export { valuesSchema, type AikitValues } from './schema';
export { acceptSuggestion } from './suggestions';
export { dnsLabel, objectName } from './names';
export {
  ENFORCE_LABEL,
  isPodSecurityLevel,
  POD_SECURITY_LEVELS,
  type PodSecurityLevel,
} from './podSecurityLevels';
export { toValueIssue } from './zodIssues';
