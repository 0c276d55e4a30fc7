import type { ValueIssue } from '../api/contract';
import { issueOf } from '../values/issues';
import type { AikitValues } from '../values/schema';
import { nameIssues, releaseName } from './naming';

/** What names a workload: see `RenderInput`. */
interface Named {
  name?: string;
  release?: string;
}

/** An error when neither is given. */
export function noNameIssues({ name, release }: Named): ValueIssue[] {
  return name === undefined && release === undefined
    ? [
        issueOf({
          rule: 'required',
          path: ['name'],
          message: 'is required, or a release',
        }),
      ]
    : [];
}

/** What Helm installed as a release has the name by the chart's rule. */
function otherReleaseIssues(
  { name, release }: Named,
  values: AikitValues,
): ValueIssue[] {
  if (name === undefined || release === undefined) {
    return [];
  }
  const byRule = releaseName(release, values);
  return byRule === name
    ? []
    : [
        issueOf({
          rule: 'release-name',
          path: ['release'],
          message: `is not that of ${name}: by the chart's rule its workload is ${byRule}. Give that name, or the fullnameOverride that the release had, or leave the release out where Helm did not install the workload`,
          given: release,
          suggestion: null,
        }),
      ];
}

/** The workload's name, and the issues with it. */
export function readName(
  { name, release }: Named,
  values: AikitValues,
): { name: string; issues: ValueIssue[] } {
  if (name === undefined) {
    const path = values.fullnameOverride ? 'fullnameOverride' : 'release';
    const byRule = releaseName(release ?? '', values);
    return { name: byRule, issues: nameIssues(byRule, values, path) };
  }
  const issues = [
    ...nameIssues(name, values, 'name'),
    ...otherReleaseIssues({ name, release }, values),
  ];
  const { fullnameOverride } = values;
  if (fullnameOverride && fullnameOverride !== name) {
    const message = `has no effect, because the name is given: it is ${name}`;
    const path = ['fullnameOverride'];
    issues.push(
      issueOf(
        {
          rule: 'no-effect',
          severity: 'warning',
          path,
          message,
          suggestion: null,
        },
        values,
      ),
    );
  }
  return { name, issues };
}
