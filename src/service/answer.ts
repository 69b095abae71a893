import { AsposeAuthError } from '../errors.ts';
import { holdsSecret } from '../runner/log.ts';
import { count, duration } from '../text.ts';

/** What a server answered to a request, in plain data. Judging it is what this file is for. */
export interface Answer {
  /** What was asked for, as the start of a sentence: `The token request`. */
  readonly purpose: string;
  readonly status: number;
  readonly body: string;
  /** Host and port that answered. */
  readonly host: string;
  /** How often the request was sent. */
  readonly attempts: number;
  /** Seconds that the server asks to wait; undefined when it does not, or not in a usable way. */
  readonly retryAfter: number | undefined;
  /** The address that a redirect points to, as the server wrote it. */
  readonly location: string | undefined;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status <= 299;
}

/** Whether the same request can have a better answer soon. */
export function isTransient(status: number): boolean {
  return [408, 429, 500, 502, 503, 504].includes(status);
}

/** What an answer means whose status has no meaning of its own to the caller. */
export function statusError(answer: Answer): AsposeAuthError {
  const { purpose, status, host, attempts, retryAfter } = answer;
  if (status >= 300 && status <= 399) {
    return new AsposeAuthError(
      'unexpected-redirect',
      `${purpose} failed: ${host} answered with a redirect to ${redirectTarget(answer)} (HTTP ${status}). It was not followed, because requests carry a secret. Set base-url, token-url or storage-url to the final address.`,
    );
  }
  return new AsposeAuthError(
    'server-error',
    `${purpose} failed: ${host} answered HTTP ${status} (${count(attempts, 'attempt')}). ${statusAdvice(status, retryAfter)}`,
  );
}

/** A well-formed HTTP answer that is not what the API gives; `found` says what it holds instead. */
export function badResponse(
  { purpose, host, status }: Pick<Answer, 'purpose' | 'host' | 'status'>,
  found: string,
): AsposeAuthError {
  return new AsposeAuthError(
    'bad-response',
    `${purpose} failed: ${host} answered HTTP ${status} with ${found}. Check base-url, token-url and storage-url; if they are right, a proxy or gateway may be answering in place of the service.`,
  );
}

/** @throws AsposeAuthError `bad-response` when the body is not a JSON object */
export function parseObject(answer: Answer): JsonObject {
  const object = tryParseObject(answer.body);
  if (object === undefined) {
    throw badResponse(answer, 'something other than a JSON object');
  }
  return object;
}

/** The object that `text` is the JSON of, or undefined. */
export function tryParseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    // Swallowed, because the parser's message quotes the text, which may hold a token.
    return undefined;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The value of the key `name`, written in any case, or undefined.
 *
 * @throws AsposeAuthError `bad-response` when keys differ in case alone: an answer that may contradict itself is not to
 *   be trusted
 */
export function pick(object: JsonObject, name: string, answer: Answer): unknown {
  const keys = Object.keys(object).filter((key) => key.toLowerCase() === name.toLowerCase());
  if (keys.length > 1) {
    throw badResponse(answer, `several spellings of the key ${name}`);
  }
  return keys[0] === undefined ? undefined : object[keys[0]];
}

function redirectTarget({ location, host }: Answer): string {
  if (location === undefined) {
    return 'an address that it does not name';
  }
  const target = URL.parse(location, `https://${host}`);
  if (target === null || target.host === '') {
    return 'an invalid address';
  }
  const shown = `${target.protocol}//${target.host}`;
  return holdsSecret(shown) ? 'an address that is not shown, since it holds a secret' : shown;
}

function statusAdvice(status: number, retryAfter: number | undefined): string {
  if (status < 500 && status !== 408 && status !== 429) {
    return 'Check base-url, token-url and storage-url, and what was asked for.';
  }
  if (retryAfter !== undefined) {
    return `It asks to wait ${duration(retryAfter)}, for which timeout-seconds leaves no room: run again after that, or raise timeout-seconds.`;
  }
  return status === 429
    ? 'It limits how often it may be asked: run fewer jobs at once, or raise timeout-seconds.'
    : 'The trouble is on its side: run again later, or raise timeout-seconds to ride it out.';
}
