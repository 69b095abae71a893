import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { AsposeAuthError } from '../errors.ts';
import { type Answer, badResponse } from '../service/answer.ts';
import { VERSION } from '../version.ts';
import { type Failure, networkFailure, SILENCE } from './network-failure.ts';
import { agentFor } from './proxy.ts';

export interface Request {
  /** What it is for, as the start of a sentence: `The token request`. */
  readonly purpose: string;
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An answer as it came, before it is known how often it was asked for. */
export type Reply = Omit<Answer, 'attempts'>;

const USER_AGENT = `aspose-auth/${VERSION}`;

const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Sends a request once and reads the answer whole, however it turns out. No redirect is followed.
 *
 * @param limit milliseconds after which it is given up
 * @throws AsposeAuthError `bad-response` when the answer is over 1 MiB
 */
export async function exchange(asked: Request, limit: number): Promise<Reply | Failure> {
  const { purpose, method, url, body } = asked;
  const headers = { accept: 'application/json', 'user-agent': USER_AGENT, ...asked.headers };
  let timer: NodeJS.Timeout | undefined;
  let isLate = false;
  try {
    const { request } = url.protocol === 'https:' ? https : http;
    const sent = request(url, { agent: agentFor(url), method, headers });
    const message = await new Promise<IncomingMessage>((resolve, reject) => {
      sent.on('response', resolve).on('upgrade', resolve).on('error', reject).end(body);
      timer = setTimeout(() => {
        isLate = true;
        sent.destroy();
        // A request that still waits for a proxy tells nothing of its end.
        reject();
      }, limit);
    });
    const head = {
      purpose,
      status: message.statusCode ?? 0,
      host: url.host,
      retryAfter: parseRetryAfter(message.headers['retry-after'], Date.now()),
      location: message.headers.location,
    };
    return { ...head, body: await readBody(sent, message, head) };
  } catch (error) {
    if (error instanceof AsposeAuthError) {
      throw error;
    }
    return isLate ? SILENCE : networkFailure(error);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The seconds that a `Retry-After` header asks to wait (RFC 9110, section 10.2.3); undefined when it is neither a whole
 * number of seconds nor an HTTP date.
 *
 * @param now Unix time in milliseconds
 */
export function parseRetryAfter(header = '', now: number): number | undefined {
  if (/^\d+$/.test(header)) {
    return Math.min(Number(header), Number.MAX_SAFE_INTEGER);
  }
  const date = /^[A-Z][a-z]+,? .* GMT$/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}

function readBody(
  sent: ClientRequest,
  message: IncomingMessage,
  head: Omit<Reply, 'body'>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;

    function breakOff(error: Error): void {
      // Whatever becomes of its body, a redirect or a refusal stays one: another request could be one rejected too many.
      if (head.status >= 300 && head.status <= 499) {
        resolve('');
      }
      reject(error);
    }

    // Of a body that goes on until the connection ends, only the request is told that this was a reset.
    sent.on('error', breakOff);
    message
      .on('error', breakOff)
      .on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size > MAX_BODY_BYTES) {
          message.destroy(badResponse(head, 'more than 1 MiB'));
        }
      })
      .on('end', () => resolve(Buffer.concat(chunks).toString()));
  });
}
