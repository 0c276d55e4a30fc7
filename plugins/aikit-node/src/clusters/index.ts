export * from './clusterAccess';
export * from './errors';
export * from './resources';
export * from './types';
