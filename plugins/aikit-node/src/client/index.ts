export * from './AikitClient';
export * from './aikitServiceRef';
export * from './types';
