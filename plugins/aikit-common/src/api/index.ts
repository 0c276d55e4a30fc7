export * from './annotations';
export * from './clusters';
export * from './contract';
export * from './permissions';
export * from './signals';
export * from './workloads';
