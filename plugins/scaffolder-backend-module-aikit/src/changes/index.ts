export { fieldChanges, type FieldChange } from './fieldChanges';
