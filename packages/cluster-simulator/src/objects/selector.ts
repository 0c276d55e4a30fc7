import type { ILabelSelector } from '@kubernetes-models/apimachinery/apis/meta/v1/LabelSelector';

/** Whether labels match a selector; an empty selector matches everything. */
export function matchesSelector(
  labels: Record<string, string> = {},
  { matchLabels = {}, matchExpressions = [] }: ILabelSelector = {},
): boolean {
  return (
    Object.entries(matchLabels).every(
      ([key, value]) => labels[key] === value,
    ) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      // `Exists` and `DoesNotExist` have no values: any value matches.
      const isOneOf = values.length === 0 || values.includes(labels[key]);
      return (key in labels && isOneOf) === /^(In|Exists)$/.test(operator);
    })
  );
}
