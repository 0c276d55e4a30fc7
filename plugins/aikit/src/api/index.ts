export * from './AikitApi';
export * from './AikitClient';
