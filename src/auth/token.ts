import { parseObject } from '../service/json.ts';
import { duration } from '../text.ts';

export interface AccessToken {
  readonly value: string;
  /** Unix time in seconds at which it expires, by the service's clock; undefined when nothing tells it. */
  readonly expiresAt: number | undefined;
  /** By how many milliseconds the service's clock is ahead of the runner's. */
  readonly clockOffsetMs: number;
}

/** The claims of a JWT that this action reads, in Unix seconds from 0 to the year 9999. */
export interface Claims {
  readonly exp: number | undefined;
  readonly nbf: number | undefined;
}

/** The last instant whose ISO 8601 form has a year of four digits. */
const LATEST_EXPIRY = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;

/** Whether `text` can be an access token: visible ASCII, since nothing else fits into an `Authorization` header. */
export function isTokenText(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

/** A token from elsewhere, with the expiry that its `exp` claim tells if it is a JWT. */
export function givenToken(value: string): AccessToken {
  return { value, expiresAt: claimsOf(value).exp, clockOffsetMs: 0 };
}

/** The claims of a token. Tokens are opaque (RFC 6749, section 1.4): one that is no JWT has none. */
export function claimsOf(token: string): Claims {
  const [, payload = ''] = token.split('.');
  const parsed = parseObject(Buffer.from(payload, 'base64url').toString());
  const { exp, nbf } = parsed.kind === 'object' ? parsed.object : {};
  return { exp: writableTime(toNumber(exp)), nbf: writableTime(toNumber(nbf)) };
}

/** The earliest of several expiries in Unix seconds, as far as they are known. */
export function earliest(...expiries: readonly (number | undefined)[]): number | undefined {
  const known = expiries.map(writableTime).filter((expiry) => expiry !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

/** A time that can be written with a year of four digits; an earlier one counts as 1970, a later one as unknown. */
function writableTime(unixSeconds: number | undefined): number | undefined {
  return unixSeconds === undefined || unixSeconds > LATEST_EXPIRY
    ? undefined
    : Math.max(0, unixSeconds);
}

/** A number, or the number in a numeric string; undefined for anything else. */
export function toNumber(value: unknown): number | undefined {
  const isNumeric = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);
  return typeof value === 'number' || isNumeric ? Number(value) : undefined;
}

/** Whole seconds that `token` has left, negative once it has expired; undefined when nothing tells. */
export function secondsLeft(token: AccessToken): number | undefined {
  return token.expiresAt === undefined
    ? undefined
    : Math.floor(token.expiresAt - serviceTime(token));
}

export function hasExpired(token: AccessToken): boolean {
  return token.expiresAt !== undefined && token.expiresAt <= serviceTime(token);
}

/** Unix time in seconds by the clock of the service that issued the token. */
function serviceTime({ clockOffsetMs }: AccessToken): number {
  return (Date.now() + clockOffsetMs) / 1000;
}

/** The expiry as an ISO 8601 UTC instant of whole seconds; undefined when nothing tells it. */
export function expiryInstant({ expiresAt }: AccessToken): string | undefined {
  return expiresAt === undefined ? undefined : instant(expiresAt);
}

/** Unix seconds as an ISO 8601 UTC instant of whole seconds: `2026-01-31T12:34:56Z`. */
export function instant(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** `valid for 59 minutes, until 2026-01-31T12:34:56Z`, or what else is known. */
export function validity(token: AccessToken): string {
  const left = secondsLeft(token);
  if (left === undefined) {
    return 'with an unknown lifetime';
  }
  return hasExpired(token)
    ? `expired at ${expiryInstant(token)}`
    : `valid for ${duration(Math.max(1, left))}, until ${expiryInstant(token)}`;
}
