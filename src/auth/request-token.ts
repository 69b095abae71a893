import { AsposeAuthError } from '../errors.ts';
import type { Client, Limits } from '../http/client.ts';
import { maskToken, quotesSecret } from '../runner/secrets.ts';
import { parseObject } from '../service/json.ts';
import {
  badResponse,
  isSuccess,
  objectOf,
  type Reply,
  replyOf,
  statusError,
} from '../service/judge.ts';
import { endpoint, type Operation } from '../service/operation.ts';
import { duration } from '../text.ts';
import { type AccessToken, claimsOf, earliest, isTokenText, toNumber } from './token.ts';

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A token, and how many attempts to get it brought no response. */
export interface Issued {
  readonly token: AccessToken;
  readonly unanswered: number;
}

const OPERATION: Operation = {
  kind: 'token',
  title: 'The token request',
  urlInputs: 'base-url or token-url',
  inputs: 'base-url and token-url',
};

const MAX_BODY_BYTES = 1024 * 1024;
const MAX_TOKEN_BYTES = 64 * 1024;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Requests a token by the client credentials grant (RFC 6749, section 4.4) and masks it before anything else is done
 * with it.
 *
 * @throws AsposeAuthError `credentials-rejected`, `credentials-locked`, `bad-response`, and what a failed request means
 */
export async function requestToken(
  client: Client,
  { tokenUrl, credentials }: { tokenUrl: URL; credentials: Credentials },
  limits: Limits,
): Promise<Issued> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
  });
  const exchange = await client.send(
    {
      method: 'POST',
      url: tokenUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
      maxBodyBytes: MAX_BODY_BYTES,
    },
    limits,
  );
  const { timeoutSeconds } = client;
  const silent = replyOf(exchange, { operation: OPERATION, timeoutSeconds });
  const reply = { ...silent, serverWords: oauthError(silent) };
  if (!isSuccess(reply)) {
    throw refusal(reply, { credentials, timeoutSeconds });
  }
  const token = parseTokenResponse(reply);
  maskToken(token.value);
  return { token, unanswered: exchange.unanswered };
}

/**
 * Reads a successful token response (RFC 6749, section 5.1). A missing `token_type` is forgiven, and a numeric string
 * counts as a number.
 *
 * @throws AsposeAuthError `bad-response`
 */
export function parseTokenResponse(reply: Reply): AccessToken {
  const { access_token: value, token_type: tokenType, expires_in: expiresIn } = objectOf(reply);
  if (typeof value !== 'string' || !isTokenText(value)) {
    throw badResponse(reply, 'has no usable access_token');
  }
  if (value.length > MAX_TOKEN_BYTES) {
    throw badResponse(reply, 'has an access_token of more than 64 KiB');
  }
  const type = tokenType ?? 'Bearer';
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') {
    throw badResponse(reply, 'has a token_type other than Bearer');
  }
  const lifetime = toNumber(expiresIn);
  if (lifetime === undefined && expiresIn !== undefined && expiresIn !== null) {
    throw badResponse(reply, 'has an expires_in that is not a number');
  }
  const { clockOffsetMs = 0 } = reply.response;
  const now = (Date.now() + clockOffsetMs) / 1000;
  const end = lifetime === undefined ? undefined : now + Math.max(0, lifetime);
  return { value, expiresAt: earliest(end, claimsOf(value).exp), clockOffsetMs };
}

function refusal(
  reply: Reply,
  { credentials, timeoutSeconds }: { credentials: Credentials; timeoutSeconds: number },
): AsposeAuthError {
  const { exchange, response, serverWords } = reply;
  const { status, retryAfterSeconds = 0 } = response;
  if (status === 429 && retryAfterSeconds >= timeoutSeconds) {
    return new AsposeAuthError('credentials-locked', {
      summary: `The token request failed: ${endpoint(exchange)} has locked these credentials (${statusWords(reply)}), probably because too many requests with them were rejected.`,
      advice: `The lock ends in ${duration(retryAfterSeconds)}. A new Client Secret from https://dashboard.aspose.cloud/ lifts it at once.`,
    });
  }
  if (status !== 400 && status !== 401 && status !== 403) {
    return statusError(reply);
  }
  const gateway =
    serverWords === ''
      ? 'The response has no OAuth error, so a gateway may have sent it: check token-url first. '
      : '';
  return new AsposeAuthError('credentials-rejected', {
    summary: `The token request failed: ${endpoint(exchange)} rejected the credentials (${statusWords(reply)}).`,
    advice: `${gateway}${credentialsAdvice(credentials)} Five rejected requests lock the pair for ten minutes, so correct them before you run this again. How many tries are left is not known.`,
  });
}

function credentialsAdvice({ clientId, clientSecret }: Credentials): string {
  const quotedOrUnreplaced = /^(["'`]).*\1$|\$\{/s;
  if (UUID.test(clientSecret) && !UUID.test(clientId)) {
    return 'client-secret holds a UUID, as a Client Id does: are the two swapped?';
  }
  return [clientId, clientSecret].some((value) => quotedOrUnreplaced.test(value))
    ? 'client-id or client-secret is in quotes or contains "${": see the warning of this step.'
    : 'Compare client-id and client-secret with the application at https://dashboard.aspose.cloud/. New credentials can take until the next day to work.';
}

/** `HTTP 400, invalid_client`, or the status alone. */
function statusWords({ response: { status }, serverWords }: Reply): string {
  return [`HTTP ${status}`, serverWords].filter((words) => words !== '').join(', ');
}

/** `invalid_client: words`: the error of the response (RFC 6749, section 5.2), as far as it is safe to show. */
function oauthError({ response: { body } }: Reply): string {
  const parsed = parseObject(body.kind === 'text' ? body.text : '');
  const { error, error_description: description } = parsed.kind === 'object' ? parsed.object : {};
  return [
    isSafe(error, /^[\x20\x21\x23-\x5b\x5d-\x7e]+$/, /[ _-]/) ? error : '',
    isSafe(description, /^[\x20-\x7e]+$/, / /) ? description : '',
  ]
    .filter((words) => words !== '')
    .join(': ');
}

const LONGEST_TEXT = 200;
const LONGEST_WORD = 20;

/** Whether server text may be shown: short, of legal characters, with no word that could be a key, and of no secret. */
function isSafe(text: unknown, legal: RegExp, separator: RegExp): text is string {
  return (
    typeof text === 'string' &&
    text.length <= LONGEST_TEXT &&
    legal.test(text) &&
    text.split(separator).every((word) => word.length <= LONGEST_WORD) &&
    !quotesSecret(text)
  );
}
