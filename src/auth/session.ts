import { AsposeAuthError } from '../errors.ts';
import type { Http } from '../http/client.ts';
import type { Auth } from '../inputs/plan.ts';
import { info } from '../runner/log.ts';
import { duration } from '../text.ts';
import {
  type AccessToken,
  type Credentials,
  expiryInstant,
  givenToken,
  requestToken,
  secondsLeft,
} from './token.ts';

/** The access token in force, and how to have it renewed. */
export type Session = Awaited<ReturnType<typeof openSession>>;

interface SessionOptions {
  readonly http: Http;
  readonly auth: Auth;
  readonly tokenUrl: URL;
  /** Shortest remaining lifetime, in seconds, at which a given token is still used. */
  readonly minValiditySeconds: number;
  /** Called with each token before it is used. */
  readonly publish: (token: AccessToken) => void;
}

/**
 * The access token in force during a run: first the given one if it is good enough, else a requested one.
 *
 * @throws AsposeAuthError `token-expired`, or what {@link requestToken} throws
 */
export async function openSession(options: SessionOptions) {
  const { http, auth, tokenUrl, minValiditySeconds, publish } = options;
  const credentials = auth.kind === 'token' ? undefined : auth.credentials;

  async function request(by: Credentials, deadline: number): Promise<AccessToken> {
    const requested = await requestToken({ http, tokenUrl, credentials: by }, deadline);
    info(`Obtained an access token from ${tokenUrl.host}, ${validity(requested)}.`);
    publish(requested);
    return requested;
  }

  async function firstToken(): Promise<AccessToken> {
    if (auth.kind === 'credentials') {
      return request(auth.credentials, http.deadline());
    }
    const given = givenToken(auth.accessToken);
    if ((secondsLeft(given) ?? Number.POSITIVE_INFINITY) >= minValiditySeconds) {
      info(`Using the given access-token, ${validity(given)}.`);
      publish(given);
      return given;
    }
    if (credentials === undefined) {
      throw tokenExpired(given, minValiditySeconds);
    }
    info(`The given access-token is not used: ${validity(given)}.`);
    return request(credentials, http.deadline());
  }

  let token = await firstToken();
  let renewed = false;
  let renewal: Promise<AccessToken> | undefined;

  async function replaceBy(by: Credentials, deadline: number): Promise<AccessToken> {
    token = await request(by, deadline);
    renewed = true;
    // Not after a failure: one rejected request must not be followed by others.
    renewal = undefined;
    return token;
  }

  /**
   * Replaces a token that the service no longer takes. Callers that come at the same time share one request. A run has
   * one renewal, and one more each time a renewed token has expired.
   *
   * @param deadline when the renewal must be over, as {@link Http.deadline} gives it
   * @returns the token now in force; undefined when no other can be had
   * @throws AsposeAuthError what {@link requestToken} throws
   */
  async function renew(rejected: AccessToken, deadline: number): Promise<AccessToken | undefined> {
    if (rejected !== token) {
      return token;
    }
    if (renewal === undefined && credentials !== undefined && (!renewed || hasExpired(token))) {
      renewal = replaceBy(credentials, deadline);
    }
    return renewal;
  }

  return { current: () => token, renew };
}

function hasExpired(token: AccessToken): boolean {
  return (secondsLeft(token) ?? 1) <= 0;
}

/** `valid for 59 minutes, until 2026-01-31T12:34:56Z`, or what else is known. */
function validity(token: AccessToken): string {
  const left = secondsLeft(token);
  if (left === undefined) {
    return 'with an unknown lifetime';
  }
  const instant = expiryInstant(token);
  return left > 0 ? `valid for ${duration(left)}, until ${instant}` : `expired at ${instant}`;
}

function tokenExpired(token: AccessToken, minValiditySeconds: number): AsposeAuthError {
  return new AsposeAuthError(
    'token-expired',
    `The given access-token is of no use (${validity(token)}): min-validity-seconds asks for ${minValiditySeconds} seconds, and there are no credentials to request another. Pass client-id and client-secret too, or a newer token.`,
  );
}
