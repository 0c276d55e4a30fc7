export { blocksProgress } from './diagnose';
