export * from './clusterAccess';
export * from './clusterAccessServiceRef';
export * from './errors';
export * from './resources';
export * from './types';
