import { AsposeAuthError } from '../errors.ts';
import type { Exchange } from '../http/client.ts';
import type { HttpResponse } from '../http/response.ts';
import { isRetriedStatus } from '../http/status.ts';
import { quotesSecret } from '../runner/secrets.ts';
import { clip, duration, printable } from '../text.ts';
import { type JsonObject, type ParsedObject, parseObject } from './json.ts';
import { networkError } from './network-error.ts';
import { afterAttempts, endpoint, type Operation, shownHost, transientOf } from './operation.ts';

/** A response together with all that its judgement needs. */
export interface Reply {
  readonly operation: Operation;
  readonly exchange: Exchange;
  readonly response: HttpResponse;
  /** What the service says about an error, safe to show; empty when it says nothing. */
  readonly serverWords: string;
}

/**
 * The response of an exchange.
 *
 * @throws AsposeAuthError `unreachable`, `timeout` or `bad-response` when there is none
 */
export function replyOf(
  exchange: Exchange,
  { operation, timeoutSeconds }: { operation: Operation; timeoutSeconds: number },
): Reply {
  const { outcome } = exchange;
  if (outcome.kind === 'failure') {
    throw networkError(outcome, { exchange, operation, timeoutSeconds });
  }
  return { operation, exchange, response: outcome, serverWords: '' };
}

export function isSuccess({ response: { status } }: Reply): boolean {
  return status >= 200 && status <= 299;
}

/** What a status means that has no meaning of its own to the caller. */
export function statusError(reply: Reply): AsposeAuthError {
  const { operation, exchange, response, serverWords } = reply;
  const { status, retryAfterSeconds } = response;
  if (status >= 300 && status <= 399) {
    return new AsposeAuthError('unexpected-redirect', {
      summary: `${operation.title} failed: ${endpoint(exchange)} answered with a redirect (HTTP ${status}) to ${redirectTarget(reply)}. Redirects are not followed, because the request carries a secret.`,
      advice: `If the service has moved, set ${operation.urlInputs} to its new address.`,
    });
  }
  return new AsposeAuthError('server-error', {
    summary: `${operation.title} failed: ${endpoint(exchange)} returned HTTP ${status}${afterAttempts(exchange)}${inParentheses(serverWords)}.`,
    advice: statusAdvice(reply),
    transient: isRetriedStatus(status) ? transientOf(operation, retryAfterSeconds ?? 0) : undefined,
  });
}

/** A response that is not what the API sends; `problem` completes "the response …". */
export function badResponse(reply: Reply, problem: string, advice?: string): AsposeAuthError {
  const { operation, exchange, response, serverWords } = reply;
  const gateway = `Check ${operation.inputs}. If that is right, a proxy or gateway may be responding in place of the service.`;
  return new AsposeAuthError('bad-response', {
    summary: `${operation.title} failed: the response of ${endpoint(exchange)} (HTTP ${response.status}) ${problem}${inParentheses(serverWords)}.`,
    advice:
      advice ??
      (serverWords === '' ? gateway : `Check ${operation.inputs} and what the service says.`),
  });
}

/**
 * The JSON object in the body of a successful response, its keys in lower case.
 *
 * @throws AsposeAuthError `bad-response` when there is none
 */
export function objectOf(reply: Reply): JsonObject {
  const { body } = reply.response;
  switch (body.kind) {
    case 'text':
      return consistent(reply, parseObject(body.text));
    case 'compressed':
      throw badResponse(
        reply,
        `is compressed (${printable(clip(body.encoding, 20))}), although it was requested uncompressed`,
        'A proxy or gateway compresses responses without being asked to: switch that off for this host.',
      );
    case 'too-large':
      throw badResponse(
        reply,
        `is larger than ${body.limitBytes / 1024 / 1024} MiB`,
        reply.operation.kind === 'listing' ? 'List a subfolder with fewer items.' : undefined,
      );
    case 'not-utf-8':
    case 'unread':
      throw badResponse(reply, 'is not JSON in UTF-8');
  }
}

function consistent(reply: Reply, parsed: ParsedObject): JsonObject {
  switch (parsed.kind) {
    case 'object':
      return parsed.object;
    case 'not-an-object':
      throw badResponse(reply, 'is not a JSON object');
    case 'contradiction':
      throw badResponse(reply, `has the key ${printable(clip(parsed.key, 50))} in two spellings`);
  }
}

function inParentheses(words: string): string {
  return words === '' ? '' : ` (${words})`;
}

function redirectTarget({ response: { location }, exchange }: Reply): string {
  const target = location === undefined ? null : URL.parse(location, exchange.request.url.href);
  if (target === null || target.host === '') {
    return 'no address that can be read';
  }
  const shown = `${target.protocol}//${shownHost(target)}`;
  return quotesSecret(shown) ? 'an address that holds a secret (hidden)' : shown;
}

function statusAdvice({ operation, response }: Reply): string {
  const { status, retryAfterSeconds = 0 } = response;
  if (!isRetriedStatus(status)) {
    return status === 407
      ? 'A proxy asks for a user and password: check https_proxy and http_proxy.'
      : `Check ${operation.inputs}.`;
  }
  if (retryAfterSeconds > 0) {
    return `The service asks to wait ${duration(retryAfterSeconds)}, and timeout-seconds leaves no room for that: run again later, or raise timeout-seconds.`;
  }
  return status === 429
    ? 'The service limits how often it may be called: run fewer jobs at the same time, or raise timeout-seconds.'
    : 'The service has a problem: run again later, or raise timeout-seconds to wait longer.';
}
