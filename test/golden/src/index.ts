/**
 * The renderer compared with others: for other suites, what it is given.
 *
 * @packageDocumentation
 */
export { examples, type Example } from './examples';
