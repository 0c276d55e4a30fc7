import { ObjectApi } from '../api/objectApi';
import { isTerminating } from '../controllers/pods';
import { ControllerRevision, StatefulSet } from '../objects/kinds';
import { STATEFUL_SETS } from '../objects/resourceTypes';
import { timestamp } from '../runtime/clock';
import { groupsOf } from './groups';
import { ensureHeadlessService } from './headlessService';
import {
  createRevision,
  findRevision,
  isCurrent,
  removeOtherRevisions,
} from './revisions';
import { nextScale, partitionOf } from './rollingUpdate';
import { SetEvents } from './setEvents';
import { applyLeaders } from './statefulSets';
import { nextStatus } from './status';
import { LEADER_WORKER_SETS, labelOf, LeaderWorkerSet } from './types';

const WHILE_LEADERS_END_MS = 5000;

/** Looks after LeaderWorkerSets: revisions, leaders, Service and status. */
export class SetReconciler {
  constructor(
    private readonly api: ObjectApi,
    private readonly events: SetEvents,
  ) {}

  /**
   * @returns milliseconds after which to look again
   * @throws ApiError to be called again later
   */
  reconcile(lws: LeaderWorkerSet): number | void {
    const { namespace, name } = lws.metadata;
    const leaders = this.api.store.get(STATEFUL_SETS, namespace, name);
    if (isTerminating(lws)) {
      return undefined;
    }
    if (leaders && isTerminating(leaders)) {
      return WHILE_LEADERS_END_MS;
    }
    const { revision, isNew } = this.#revision(lws, leaders);
    const applied = this.#applyLeaders(lws, leaders, revision, isNew);
    this.#ensureService(lws);
    this.#updateStatus(lws, applied, labelOf(revision, 'revision')!);
    return undefined;
  }

  /** `isNew` when the LeaderWorkerSet has changed since its leaders were set. */
  #revision(lws: LeaderWorkerSet, leaders: StatefulSet | undefined) {
    const key = leaders && labelOf(leaders, 'revision');
    const current = findRevision(this.api.store, lws, key);
    if (current && isCurrent(lws, current)) {
      return { revision: current, isNew: false };
    }
    const isNew = current !== undefined;
    const revision = createRevision(this.api, lws, isNew ? undefined : key);
    const what = `with key ${labelOf(revision, 'revision')} for`;
    let message = `Creating revision ${what} a newly created LeaderWorkerSet`;
    if (isNew) {
      message = `Creating revision ${what} updated LWS`;
    } else if (key) {
      message = `Creating missing revision ${what} existing LeaderWorkerSet`;
    }
    const content = { reason: 'CreatingRevision', message };
    this.events.tell(lws, 'Create', content, revision);
    return { revision, isNew };
  }

  #applyLeaders(
    lws: LeaderWorkerSet,
    before: StatefulSet | undefined,
    revision: ControllerRevision,
    isNew: boolean,
  ): StatefulSet {
    const { name } = lws.metadata;
    const key = labelOf(revision, 'revision')!;
    const scale = nextScale(lws, before, isNew, () =>
      groupsOf(this.api.store, lws, before!, key),
    );
    this.events.tellOfSurge(lws, before?.spec.replicas ?? 0, scale);
    const [action, verb] = before
      ? (['Update', 'update'] as const)
      : (['Create', 'create'] as const);
    const leaders = this.events.tryTo(
      lws,
      action,
      `Failed to ${verb} leader statefulset ${name}`,
      () => applyLeaders(this.api, lws, key, scale),
    );
    if (!before) {
      const message = `Created leader statefulset ${name}`;
      const content = { reason: 'GroupsProgressing', message };
      this.events.tell(lws, 'Create', content, revision);
    } else if (!isNew) {
      this.events.tellOfRollout(lws, partitionOf(before), scale, revision);
    }
    return leaders;
  }

  #ensureService(lws: LeaderWorkerSet) {
    if (lws.spec.networkConfig.subdomainPolicy === 'Shared') {
      const failure = 'Failed to create headless service for error';
      this.events.tryTo(lws, 'Create', failure, () =>
        ensureHeadlessService(this.api, lws, lws),
      );
    }
  }

  #updateStatus(lws: LeaderWorkerSet, leaders: StatefulSet, key: string) {
    const { store, clock } = this.api;
    const { status, done, news } = nextStatus(
      lws,
      leaders,
      groupsOf(store, lws, leaders, key),
      timestamp(clock.now()),
    );
    if (news) {
      this.events.tell(lws, 'Update', news);
    }
    this.api.updateStatus(LEADER_WORKER_SETS, { ...lws, status });
    if (done) {
      removeOtherRevisions(this.api, lws, key);
    }
  }
}
