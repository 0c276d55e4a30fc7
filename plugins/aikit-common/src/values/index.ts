export { DEFAULT_VALUES } from './defaults';
export { errorLines, issueOf, type Broken } from './issues';
export { isMap, mergeValues, type ValuesMap } from './merge';
export { HELM_YAML, parseValues, type ParseValuesResult } from './parseValues';
export { lookUp, parsePath, put, type ValuePath } from './paths';
export { countNodes, plainIssues } from './plain';
export {
  readValues,
  type ReadValuesOptions,
  type ReadValuesResult,
} from './readValues';
export { valuesSchema, type AikitValues } from './schema';
export { dnsLabel, objectName } from './names';
export { brokenRules, type Rule } from './rules/rule';
export {
  ENFORCE_LABEL,
  isPodSecurityLevel,
  type PodSecurityLevel,
} from './accessories';
export { yamlExcess } from './yamlLimits';
export { toValueIssue } from './zodIssues';
