import type { ValueIssue } from '../api/contract';
import { errorLines } from './issues';

const issue = (severity: ValueIssue['severity'], path: string): ValueIssue => ({
  severity,
  path,
  message: 'must be 1',
  rule: 'any',
});

describe('errorLines', () => {
  it('has the errors in their order, and no warnings', () => {
    expect(
      errorLines([
        issue('error', 'b'),
        issue('warning', 'c'),
        issue('error', 'a'),
      ]),
    ).toEqual(['b: must be 1', 'a: must be 1']);
  });
});
