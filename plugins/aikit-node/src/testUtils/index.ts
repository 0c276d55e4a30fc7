export * from './FakeClusterAccess';
export * from './FakeClock';
export * from './meta';
export * from './objects';
export * from './pods';
