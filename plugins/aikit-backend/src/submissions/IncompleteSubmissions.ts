import { IncompleteSubmission } from '@aikit-backstage/plugin-aikit-common';
import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { Submissions } from './Submissions';

/** How often is looked for what other replicas have left. */
const INTERVAL_MS = 10_000;

/** What has stopped half-way, kept in memory for answers to be ready. */
export class IncompleteSubmissions {
  readonly #submissions: Pick<Submissions, 'incomplete' | 'subscribe'>;
  readonly #logger: LoggerService;
  #onChange?: () => void;
  #items: readonly IncompleteSubmission[] = [];
  #timer?: NodeJS.Timeout;
  #unsubscribe?: () => void;

  constructor(options: {
    submissions: Pick<Submissions, 'incomplete' | 'subscribe'>;
    logger: LoggerService;
  }) {
    this.#submissions = options.submissions;
    this.#logger = options.logger;
  }

  start(onChange: () => void): void {
    this.#onChange = onChange;
    const look = () => this.#look();
    this.#unsubscribe = this.#submissions.subscribe(look);
    this.#timer = setInterval(look, INTERVAL_MS);
    this.#timer.unref();
    void look();
  }

  stop(): void {
    this.#unsubscribe?.();
    clearInterval(this.#timer);
  }

  /** @param entityRef - of one entity; without it, of all */
  of(entityRef: string | undefined): IncompleteSubmission[] {
    return this.#items.filter(
      item => entityRef === undefined || item.entityRef === entityRef,
    );
  }

  async #look(): Promise<void> {
    try {
      const items = await this.#submissions.incomplete();
      if (JSON.stringify(items) !== JSON.stringify(this.#items)) {
        this.#items = items;
        this.#onChange?.();
      }
    } catch (error) {
      this.#logger.warn(
        'What submissions have stopped half-way cannot be read; what was known of them is still shown',
        toError(error),
      );
    }
  }
}
