import { ServerResponse } from 'node:http';
import { ApiError } from '../api/apiError';

/**
 * Changes a text before it is sent. After it the connection may be cut, or
 * stay open and say nothing more.
 */
export type Distortion = (text: string) => {
  send: string;
  then?: 'cut' | 'silence';
};

/** The answer to one request; all that the API says goes through it. */
export class Answer {
  readonly #response: ServerResponse;
  readonly #distortions: Distortion[] = [];
  #silent = false;

  constructor(response: ServerResponse) {
    this.#response = response;
    // A client that is gone is no error of the server.
    response.on('error', () => {});
  }

  /** For what is not the API's own, such as a pod behind a proxy. */
  get response(): ServerResponse {
    return this.#response;
  }

  /** Whether nothing more can be said. */
  get closed(): boolean {
    const { destroyed, writableEnded } = this.#response;
    return this.#silent || destroyed || writableEnded;
  }

  distort(distortion: Distortion) {
    this.#distortions.push(distortion);
  }

  begin(code: number, contentType = 'application/json') {
    this.#response.writeHead(code, { 'Content-Type': contentType });
    this.#response.flushHeaders();
  }

  /** @returns false when the client reads slowly: wait for {@link onDrain} */
  write(text: string): boolean {
    let sent = text;
    for (const distortion of this.#distortions) {
      const { send, then } = distortion(sent);
      sent = send;
      if (then && !this.closed) {
        this.#response.write(sent, () => then === 'cut' && this.destroy());
        this.#silent = true;
      }
    }
    return this.closed || this.#response.write(sent);
  }

  end() {
    if (!this.closed) {
      this.#response.end();
    }
  }

  json(code: number, body: unknown) {
    this.text(code, `${JSON.stringify(body)}\n`, 'application/json');
  }

  text(code: number, body: string, contentType = 'text/plain; charset=utf-8') {
    this.#response.statusCode = code;
    this.#response.setHeader('Content-Type', contentType);
    this.write(body);
    this.end();
  }

  /** Ends with an error, or cuts the connection when it is too late for one. */
  fail(error: unknown) {
    if (this.#response.headersSent) {
      this.destroy();
      return;
    }
    const known =
      error instanceof ApiError
        ? error
        : new ApiError(
            500,
            'InternalError',
            `Internal error occurred: ${String(error)}`,
          );
    const seconds = known.details?.retryAfterSeconds;
    if (seconds) {
      this.#response.setHeader('Retry-After', String(seconds));
    }
    this.json(known.code, known.toStatus());
  }

  /** Says nothing more, and leaves the connection open. */
  silence() {
    this.#silent = true;
  }

  /** Cuts the connection at once. */
  destroy() {
    this.#response.destroy();
  }

  onClose(callback: () => void) {
    this.#response.once('close', callback);
  }

  onDrain(callback: () => void) {
    this.#response.on('drain', callback);
  }

  /** Until the client has read what was written, or is gone. */
  drained(): Promise<void> {
    return new Promise(resolve => {
      const done = () => {
        this.#response.off('drain', done).off('close', done);
        resolve();
      };
      this.#response.on('drain', done).on('close', done);
    });
  }
}
