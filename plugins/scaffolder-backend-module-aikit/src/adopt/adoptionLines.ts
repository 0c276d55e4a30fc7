import {
  AdoptResponse,
  SubmittedObject,
} from '@aikit-backstage/plugin-aikit-common';
import { fieldChanges } from './fieldChanges';

function shown(value: unknown): string {
  return value === undefined ? 'none' : JSON.stringify(value);
}

function objectLines({ kind, name, change, ...object }: SubmittedObject) {
  const { before, after } = object;
  const fields =
    before && after
      ? fieldChanges(before, after).map(
          field =>
            `  ${field.path}: ${shown(field.before)} → ${shown(field.after)}`,
        )
      : [];
  return [`${kind} ${name}: ${change}`, ...fields];
}

/** What an adoption changes, and what the next submission will change. */
export function adoptionLines({
  name,
  chart,
  workload,
  dryRun,
  objects,
  next,
}: AdoptResponse): string[] {
  const origin = `release ${name} (${chart.name} ${chart.version})`;
  const nextLines = next.error
    ? [`The values cannot be submitted as they are: ${next.error}`]
    : [
        `The next submission of ${workload} ${
          next.restarts ? 'replaces its pods' : 'replaces no pods'
        }:`,
        ...next.objects.flatMap(objectLines),
      ];
  return [
    dryRun
      ? `Dry run, nothing taken over of ${origin}. This would change, and no pod:`
      : `Took over ${workload} of ${origin}, and touched no pod:`,
    ...objects.flatMap(objectLines),
    ...nextLines,
  ];
}
