import { AsposeAuthError } from '../errors.ts';
import type { Http } from '../http/client.ts';
import { holdsSecret, maskToken } from '../runner/log.ts';
import {
  type Answer,
  badResponse,
  isSuccess,
  type JsonObject,
  parseObject,
  pick,
  statusError,
  tryParseObject,
} from '../service/answer.ts';
import { duration } from '../text.ts';

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface AccessToken {
  readonly value: string;
  /** Unix time in seconds at which it expires; undefined when nothing tells it. */
  readonly expiresAt: number | undefined;
}

/** The last instant whose ISO 8601 form has a year of four digits. */
const LATEST_EXPIRY = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Requests a token by the client credentials grant (RFC 6749, section 4.4) and masks it before anything else is done
 * with it.
 *
 * @param deadline when the request must be over, as {@link Http.deadline} gives it
 * @throws AsposeAuthError `credentials-rejected`, `credentials-locked`, `bad-response`, or what {@link Http.send} and
 *   {@link statusError} make of the answer
 */
export async function requestToken(
  { http, tokenUrl, credentials }: { http: Http; tokenUrl: URL; credentials: Credentials },
  deadline: number,
): Promise<AccessToken> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
  });
  const requestedAt = nowInSeconds();
  const answer = await http.send(
    {
      purpose: 'The token request',
      method: 'POST',
      url: tokenUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    },
    deadline,
  );
  if (!isSuccess(answer)) {
    throw tokenRequestError(answer, { credentials, timeoutSeconds: http.timeoutSeconds });
  }
  const token = parseTokenResponse(answer, requestedAt);
  maskToken(token.value);
  return token;
}

/**
 * Reads a successful token response. Keys may be written in any case, a missing `token_type` is forgiven, and a numeric
 * string counts as a number.
 *
 * @param requestedAt Unix time in seconds, from which `expires_in` counts
 * @throws AsposeAuthError `bad-response` when it is anything else than RFC 6749, section 5.1 describes
 */
export function parseTokenResponse(answer: Answer, requestedAt: number): AccessToken {
  const fields = parseObject(answer);
  const value = pick(fields, 'access_token', answer);
  if (typeof value !== 'string' || !isTokenText(value)) {
    throw badResponse(answer, 'no usable access_token');
  }
  const tokenType = pick(fields, 'token_type', answer) ?? 'Bearer';
  if (typeof tokenType !== 'string' || tokenType.toLowerCase() !== 'bearer') {
    throw badResponse(answer, 'a token_type other than Bearer');
  }
  const expiresIn = parseExpiresIn(answer, fields);
  return expiresIn === undefined
    ? givenToken(value)
    : { value, expiresAt: representable(requestedAt + expiresIn) };
}

/** Whether `text` can be an access token: visible ASCII, since nothing else fits into an `Authorization` header. */
export function isTokenText(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

/** A token from elsewhere, with the expiry that its `exp` claim tells if it is a JWT. */
export function givenToken(value: string): AccessToken {
  return { value, expiresAt: expiryClaim(value) };
}

/** Whole seconds that `token` has left, negative once it has expired; undefined when nothing tells. */
export function secondsLeft({ expiresAt }: AccessToken): number | undefined {
  return expiresAt === undefined ? undefined : Math.floor(expiresAt - nowInSeconds());
}

/** The expiry as an ISO 8601 UTC instant of whole seconds; undefined when nothing tells it. */
export function expiryInstant({ expiresAt }: AccessToken): string | undefined {
  return expiresAt === undefined
    ? undefined
    : new Date(expiresAt * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}

function parseExpiresIn(answer: Answer, fields: JsonObject): number | undefined {
  const expiresIn = pick(fields, 'expires_in', answer) ?? undefined;
  const seconds =
    typeof expiresIn === 'string' && /^\d+(\.\d+)?$/.test(expiresIn)
      ? Number(expiresIn)
      : expiresIn;
  if (seconds !== undefined && typeof seconds !== 'number') {
    throw badResponse(answer, 'an expires_in that is no number');
  }
  return seconds;
}

/** Tokens are opaque (RFC 6749, section 1.4): one that is no JWT just does not tell its expiry. */
function expiryClaim(token: string): number | undefined {
  const [, payload = ''] = token.split('.');
  const exp = tryParseObject(Buffer.from(payload, 'base64url').toString())?.exp;
  return typeof exp === 'number' ? representable(exp) : undefined;
}

function representable(expiresAt: number): number | undefined {
  return expiresAt >= 0 && expiresAt <= LATEST_EXPIRY ? expiresAt : undefined;
}

function nowInSeconds(): number {
  return Date.now() / 1000;
}

function tokenRequestError(
  answer: Answer,
  { credentials, timeoutSeconds }: { credentials: Credentials; timeoutSeconds: number },
): AsposeAuthError {
  const { status, host, retryAfter = 0 } = answer;
  if (status === 429 && retryAfter >= timeoutSeconds) {
    return new AsposeAuthError(
      'credentials-locked',
      `${host} has locked these credentials (HTTP 429) probably because too many requests with them were rejected. The lock ends in ${duration(retryAfter)}; a new Client Secret from https://dashboard.aspose.cloud/ lifts it at once.`,
    );
  }
  if (status !== 400 && status !== 401 && status !== 403) {
    return statusError(answer);
  }
  const looksSwapped = UUID.test(credentials.clientSecret) && !UUID.test(credentials.clientId);
  const advice = looksSwapped
    ? 'client-secret holds a UUID, as a Client Id does: are the two swapped?'
    : 'Compare client-id and client-secret with the application at https://dashboard.aspose.cloud/; new credentials can take until the next day to work.';
  return new AsposeAuthError(
    'credentials-rejected',
    `${host} rejected the credentials (HTTP ${status}${oauthError(answer)}). ${advice} Five rejected requests lock the pair for ten minutes, and how many are left is not known: correct it before running again.`,
  );
}

/** What the error response tells (RFC 6749, section 5.2), as far as it is safe to show. */
function oauthError({ body }: Answer): string {
  const { error, error_description: description } = tryParseObject(body) ?? {};
  return [
    { separator: ', ', text: error, legal: /^[\x20\x21\x23-\x5b\x5d-\x7e]{1,200}$/ },
    { separator: ': ', text: description, legal: /^[\x20-\x7e]{1,200}$/ },
  ]
    .filter(({ text, legal }) => typeof text === 'string' && legal.test(text) && !holdsSecret(text))
    .map(({ separator, text }) => separator + text)
    .join('');
}
