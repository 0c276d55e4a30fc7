import { Policy } from '@aikit-backstage/plugin-aikit-common';
import { LoggerService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { Mirrors } from '../mirror/types';
import { IncompleteSubmissions } from '../submissions/IncompleteSubmissions';
import { Submissions } from '../submissions/Submissions';
import { Announcements } from './Announcements';
import { CatalogChanges } from './CatalogChanges';
import { ClusterOverviews } from './ClusterOverviews';
import { WorkloadAnswers } from './WorkloadAnswers';
import { Workloads } from './Workloads';
import { Evaluate, WorkloadStatuses } from './WorkloadStatuses';

/**
 * Everything between the mirrors and the {@link Workloads} that are served,
 * with the announcements of changes. Nothing happens before `start`.
 */
export function createWorkloads(options: {
  mirrors: Mirrors;
  policy: Policy;
  /** For tests. */
  evaluate?: Evaluate;
  signals: SignalsService;
  events: EventsService;
  logger: LoggerService;
  submissions: Pick<Submissions, 'incomplete' | 'subscribe'>;
}): { workloads: Workloads; start(): void; stop(): void } {
  const { mirrors, policy } = options;
  const announcements = new Announcements(options);
  const statuses = new WorkloadStatuses(options);
  const incomplete = new IncompleteSubmissions(options);
  const answers = new WorkloadAnswers({
    mirrors,
    statuses,
    announce: (entityRef, version) =>
      announcements.entityChanged(entityRef, version),
    incomplete: entityRef => incomplete.of(entityRef),
  });
  const catalogChanges = new CatalogChanges({
    statuses,
    announce: () => announcements.portalWorkloadsChanged(),
  });
  const overviews = new ClusterOverviews(options);
  // Those that listen to others come first.
  const parts = [answers, catalogChanges, overviews, statuses];
  return {
    workloads: new Workloads({ mirrors, policy, statuses, answers, overviews }),
    start: () => {
      parts.forEach(part => part.start());
      incomplete.start(() => {
        answers.incompleteChanged();
        announcements.portalWorkloadsChanged();
      });
    },
    stop: () => [incomplete, ...parts].forEach(part => part.stop()),
  };
}
