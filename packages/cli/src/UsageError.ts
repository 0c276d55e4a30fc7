/** A command line that cannot be understood. */
export class UsageError extends Error {
  /** @param usage - how the command is called; printed below the message */
  constructor(message: string, readonly usage = '') {
    super(message);
  }
}
