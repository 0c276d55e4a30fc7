export { DEFAULT_VALUES } from './defaults';
export { mergeValues, type ValuesMap } from './merge';
export { parseValues, type ParseValuesResult } from './parseValues';
export { readValues, type ReadValuesResult } from './readValues';
export { valuesSchema, type AikitValues } from './schema';
