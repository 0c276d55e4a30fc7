import { ServerResponse } from 'node:http';

/** The answer to one request. Everything that is sent goes through it. */
export class Answer {
  #malformed = false;
  #silent = false;
  #left = Infinity;

  constructor(readonly response: ServerResponse) {
    // It is no error of the server when a client goes away.
    response.on('error', () => {});
  }

  get begun(): boolean {
    return this.response.headersSent;
  }

  /** Whether nothing more can be said. */
  get closed(): boolean {
    const { destroyed, writableEnded } = this.response;
    return this.#silent || destroyed || writableEnded;
  }

  /** From now on, what is written is broken JSON. */
  garble() {
    this.#malformed = true;
  }

  /** Cuts the connection after so many more characters. */
  cutAfter(left: number) {
    this.#left = left;
  }

  /** Sends nothing more, and leaves the connection open. */
  silence() {
    this.#silent = true;
  }

  /** Sends the head of an answer whose parts come one after the other. */
  begin() {
    if (!this.begun && !this.closed) {
      this.response.setHeader('Content-Type', 'application/json');
      this.response.flushHeaders();
    }
  }

  write(text: string) {
    if (this.closed) {
      return;
    }
    const all = this.#malformed ? text.replace(':', '') : text;
    const sent = all.slice(0, this.#left);
    this.#left -= sent.length;
    if (sent === all) {
      this.response.write(sent);
      return;
    }
    this.silence();
    this.response.write(sent, () => this.response.destroy());
  }

  end() {
    if (!this.closed) {
      this.response.end();
    }
  }

  json(code: number, body: unknown) {
    this.text(code, `${JSON.stringify(body)}\n`, 'application/json');
  }

  text(code: number, body: string, contentType = 'text/plain; charset=utf-8') {
    if (!this.closed) {
      this.response.statusCode = code;
      this.response.setHeader('Content-Type', contentType);
      this.write(body);
      this.end();
    }
  }
}
