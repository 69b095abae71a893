import { AsposeAuthError } from '../errors.ts';
import type { Client } from '../http/client.ts';
import { info, warning } from '../runner/commands.ts';
import { maskToken } from '../runner/secrets.ts';
import { isOrAre, listed } from '../text.ts';
import type { Absence } from './missing-credentials.ts';
import { type Credentials, requestToken } from './request-token.ts';
import { open, type SealScope } from './sealed-token.ts';
import { type AccessToken, givenToken, hasExpired, secondsLeft, validity } from './token.ts';

/** Where the token comes from. */
export interface AuthPlan extends Absence {
  readonly tokenUrl: URL;
  readonly given:
    | { readonly kind: 'access-token'; readonly value: string }
    | { readonly kind: 'sealed-token'; readonly text: string; readonly scope: SealScope }
    | undefined;
  readonly credentials: Credentials | undefined;
  /** Shortest remaining lifetime, in seconds, at which a given token is still used. */
  readonly minValiditySeconds: number;
}

/** Whether neither a token nor both credentials are there. */
export function areCredentialsMissing({
  given,
  credentials,
}: Pick<AuthPlan, 'given' | 'credentials'>): boolean {
  return given === undefined && credentials === undefined;
}

/** Called with each token before it is used. */
export type OnToken = (token: AccessToken) => void;

/** More rejected requests than five lock the credentials, and one without a response may have been rejected. */
const MAX_UNANSWERED = 4;

/** The access token in force during a run. */
export class Session {
  private readonly client: Client;
  private readonly plan: AuthPlan;
  private readonly onToken: OnToken;
  private token: AccessToken | undefined;
  private renewal: Promise<AccessToken> | undefined;
  /** Whether the token in force came from a renewal, and whether the storage has accepted it since. */
  private state: 'first' | 'renewed' | 'renewed-and-accepted' = 'first';
  private unanswered = 0;
  private isRequested = false;

  constructor(client: Client, plan: AuthPlan, onToken: OnToken) {
    this.client = client;
    this.plan = plan;
    this.onToken = onToken;
  }

  get hasCredentials(): boolean {
    return this.plan.credentials !== undefined;
  }

  /** Whether the service was asked for a token. */
  get hasRequested(): boolean {
    return this.isRequested;
  }

  get isRenewed(): boolean {
    return this.state !== 'first';
  }

  /** The token in force. Call {@link start} first. */
  get current(): AccessToken {
    if (this.token === undefined) {
      throw new Error('the session was not started');
    }
    return this.token;
  }

  /**
   * Takes the given token if it is good enough, else requests one.
   *
   * @throws AsposeAuthError `token-expired`, `sealed-token-rejected`, or what {@link requestToken} throws
   */
  async start(): Promise<AccessToken> {
    const { given, credentials, minValiditySeconds } = this.plan;
    if (given === undefined) {
      return this.request(this.client.deadline());
    }
    const token = readGiven(given);
    if ((secondsLeft(token) ?? Number.POSITIVE_INFINITY) >= minValiditySeconds) {
      info(`Using the given ${given.kind}, ${validity(token)}.`);
      return this.use(token);
    }
    if (credentials === undefined) {
      throw tokenExpired(token, this.plan);
    }
    info(`The given ${given.kind} is not used: ${validity(token)}.`);
    return this.request(this.client.deadline());
  }

  /** Takes note that the storage accepted `token`. */
  accepted(token: AccessToken): void {
    if (token === this.token && this.state === 'renewed') {
      this.state = 'renewed-and-accepted';
    }
  }

  /**
   * Replaces a token that the storage rejected. Callers at the same time share one request. A step renews once, and again
   * only when an accepted renewed token has expired.
   *
   * @param deadline as {@link Client.deadline} tells it
   * @returns the token now in force; undefined when no other can be had
   * @throws AsposeAuthError what {@link requestToken} throws
   */
  async renew(rejected: AccessToken, deadline: number): Promise<AccessToken | undefined> {
    if (rejected !== this.token) {
      return this.token;
    }
    if (this.renewal === undefined && this.mayRenew()) {
      this.renewal = this.request(deadline).then((token) => {
        this.state = 'renewed';
        // Kept after a failure, since one rejected request must not be followed by others.
        this.renewal = undefined;
        return token;
      });
    }
    return this.renewal;
  }

  private mayRenew(): boolean {
    const isSpent = this.state === 'renewed-and-accepted' && hasExpired(this.current);
    return this.hasCredentials && (this.state === 'first' || isSpent);
  }

  private async request(deadline: number): Promise<AccessToken> {
    const { credentials, tokenUrl } = this.plan;
    if (credentials === undefined) {
      throw new Error('no token can be requested without credentials');
    }
    this.isRequested = true;
    const limits = { deadline, maxUnanswered: MAX_UNANSWERED - this.unanswered };
    const issued = await requestToken(this.client, { tokenUrl, credentials }, limits);
    this.unanswered += issued.unanswered;
    info(`Obtained an access token from ${tokenUrl.host}, ${validity(issued.token)}.`);
    if (hasExpired(issued.token)) {
      warning(
        `The access token that ${tokenUrl.host} issued has already expired: check the clock of the service.`,
      );
    }
    return this.use(issued.token);
  }

  private use(token: AccessToken): AccessToken {
    this.token = token;
    this.onToken(token);
    return token;
  }
}

function readGiven(given: NonNullable<AuthPlan['given']>): AccessToken {
  if (given.kind === 'access-token') {
    return givenToken(given.value);
  }
  const token = open(given.text, given.scope);
  maskToken(token.value);
  return token;
}

function tokenExpired(token: AccessToken, plan: AuthPlan): AsposeAuthError {
  const { given, missing, minValiditySeconds } = plan;
  const isSealed = given?.kind === 'sealed-token';
  return new AsposeAuthError('token-expired', {
    summary: `The given ${given?.kind} cannot be used: it ${token.expiresAt !== undefined && hasExpired(token) ? '' : 'is '}${validity(token)}, and min-validity-seconds asks for ${minValiditySeconds} seconds. No other token can be requested, because ${listed(missing)} ${isOrAre(missing.length)} empty.`,
    advice: isSealed
      ? 'Re-run all jobs, not only the failed ones, so that the job that seals the token requests a new one. Or pass client-id and client-secret here too.'
      : `Pass a newer token, or set ${listed(missing)} too.`,
  });
}
