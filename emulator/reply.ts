import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Readable } from 'node:stream';

/** `body` is sent as JSON, `content` as the bytes it has. Without either, the response is empty. */
export interface Reply {
  status: number;
  headers?: Record<string, string | number>;
  body?: unknown;
  content?: Readable;
}

/** Thrown wherever a request cannot be served: it is answered with an error in the service's shape. */
export class Problem extends Error {
  readonly status: number;
  readonly headers: Record<string, string>;

  constructor(status: number, description: string, headers = {}) {
    super(description);
    this.status = status;
    this.headers = headers;
  }

  get reply(): Reply {
    const message = STATUS_CODES[this.status] ?? 'Error';
    const error = {
      code: message.replaceAll(' ', ''),
      message,
      description: this.message,
      dateTime: new Date().toISOString(),
      innerError: null,
    };
    const body = { requestId: randomUUID(), error };
    return { status: this.status, headers: this.headers, body };
  }
}
