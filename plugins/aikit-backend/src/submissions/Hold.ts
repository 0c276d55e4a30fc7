import { WorkloadTarget } from '@aikit-backstage/plugin-aikit-common';
import { ConflictError } from '@backstage/errors';
import { SubmissionRecord, SubmissionRow } from './rows';

/** Who is to know whether a cluster is being changed. */
export interface Watcher {
  /** Before each change. @throws to stop here */
  beforeChange(): Promise<void>;
  /** Everything is as it was before the first change. */
  takenBack(): void;
}

/** How often is said that a submission is still under way. */
const HEARTBEAT_MS = 5_000;

/** A workload that nobody else submits or removes meanwhile. */
export class Hold {
  readonly #target: WorkloadTarget;
  readonly #write: (change: Partial<SubmissionRow>) => Promise<boolean>;
  readonly #heartbeat: NodeJS.Timeout;
  #isHalfDone = false;
  #isLost = false;

  /**
   * @param write - changes the row as long as it is held, and says whether it
   * still was
   */
  constructor(options: {
    target: WorkloadTarget;
    write: (change: Partial<SubmissionRow>) => Promise<boolean>;
  }) {
    this.#target = options.target;
    this.#write = options.write;
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  /** Whether it has changed the cluster, and not taken that back. */
  get isHalfDone(): boolean {
    return this.#isHalfDone;
  }

  /**
   * Remembers a submission before its first change. The cluster is not changed
   * any more when somebody else has taken over, as happens to a process that
   * was held up for so long that it was taken for dead.
   */
  watcher(record: SubmissionRecord): Watcher {
    const { action, entityRef, owner = null, submitter = null } = record;
    return {
      beforeChange: async () => {
        if (!this.#isHalfDone && !this.#isLost) {
          this.#isLost = !(await this.#write({
            action,
            entity_ref: entityRef,
            owner,
            submitter,
            started_at: new Date().toISOString(),
          }));
        }
        if (this.#isLost) {
          throw new ConflictError(
            `Somebody else has taken over the submission of workload ${
              this.#target.name
            }, because this one had not been heard of for too long`,
          );
        }
        this.#isHalfDone = true;
      },
      takenBack: () => {
        this.#isHalfDone = false;
      },
    };
  }

  /** Stops the heartbeat. */
  rest(): void {
    clearInterval(this.#heartbeat);
  }

  async #beat(): Promise<void> {
    try {
      const heartbeat = new Date().toISOString();
      this.#isLost ||= !(await this.#write({ heartbeat }));
    } catch {
      // The next one may reach the database again.
    }
  }
}
