import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import { monotonicMs, sleep } from '../clock.ts';
import { debug, info, warning } from '../runner/commands.ts';
import { duration } from '../text.ts';
import { AgentPool } from './agents.ts';
import { blockedFailure, type NetworkFailure } from './network-failure.ts';
import { type ProxyVariables, routeTo } from './proxy.ts';
import type { HttpRequest, HttpResponse } from './response.ts';
import { pauseBeforeRetry } from './retry.ts';
import { send } from './send.ts';

/** A request and what came of it. */
export interface Exchange {
  readonly request: HttpRequest;
  readonly outcome: HttpResponse | NetworkFailure;
  /** How often the request was sent. */
  readonly attempts: number;
  /** How many of the attempts reached the server, as far as is known, and got no response. */
  readonly unanswered: number;
  /** Whether {@link Limits.maxUnanswered} prevented another attempt. */
  readonly hasGivenUp: boolean;
}

export interface Limits {
  /** When the operation must be over, as {@link Client.deadline} tells it. */
  readonly deadline: number;
  /** After so many attempts without a response, no further one is made. */
  readonly maxUnanswered?: number;
}

/** Each address of a host or proxy gets this long to connect: a handshake across an ocean needs more than Node's 250 ms. */
const ADDRESS_TIMEOUT_MS = 2000;

/** An attempt with less time than that would end as a timeout, and hide what the one before it found. */
const SHORTEST_ATTEMPT_MS = 200;

/** A smaller difference of the clocks does no harm. */
const CLOCK_TOLERANCE_MS = 60_000;

/** Sends requests within a budget, again where that can help, over connections that are kept alive. */
export class Client {
  /** Wall-clock budget of one operation, in seconds: all its requests and pauses together. */
  readonly timeoutSeconds: number;
  /** How many requests were sent again so far. */
  retries = 0;
  private readonly proxies: ProxyVariables;
  private readonly agents = new AgentPool();
  private hasWarnedOfClock = false;

  constructor(timeoutSeconds: number, proxies: ProxyVariables) {
    this.timeoutSeconds = timeoutSeconds;
    this.proxies = proxies;
    setDefaultAutoSelectFamilyAttemptTimeout(Math.min(ADDRESS_TIMEOUT_MS, this.attemptMs));
  }

  /** When an operation that starts now must be over, in milliseconds of the monotonic clock. */
  deadline(): number {
    return monotonicMs() + this.timeoutSeconds * 1000;
  }

  /** Sends a request until a response comes that no other attempt would better, or until no time is left for one. */
  async send(request: HttpRequest, limits: Limits): Promise<Exchange> {
    const { deadline, maxUnanswered = Number.POSITIVE_INFINITY } = limits;
    let unanswered = 0;
    for (let attempts = 1; ; attempts++) {
      const outcome = await this.attempt(request, attempts, deadline);
      if (outcome.kind === 'failure' && outcome.wasSent) {
        unanswered++;
      }
      const pause = pauseBeforeRetry(outcome, attempts, Math.random());
      const left = deadline - monotonicMs();
      const canRetry = pause !== undefined && pause + SHORTEST_ATTEMPT_MS <= left;
      const hasGivenUp = canRetry && unanswered >= maxUnanswered;
      if (!canRetry || hasGivenUp) {
        return { request, outcome, attempts, unanswered, hasGivenUp };
      }
      info(
        `${named(request)}: ${told(outcome)}. Retrying in ${inWords(pause)}; ${duration(left / 1000)} of timeout-seconds left.`,
      );
      this.retries++;
      await sleep(pause);
    }
  }

  /** Half the budget at most, so that a connection gone dead leaves time for a second one. */
  private get attemptMs(): number {
    return this.timeoutSeconds * 500;
  }

  private async attempt(
    request: HttpRequest,
    attempts: number,
    deadline: number,
  ): Promise<HttpResponse | NetworkFailure> {
    const route = routeTo(request.url, this.proxies, process.versions.node);
    if (route.kind === 'blocked') {
      return blockedFailure(route.reason, route.variable);
    }
    if (attempts > 1) {
      this.agents.retire(request.url);
    }
    const start = monotonicMs();
    const proxy = route.kind === 'proxy' ? route.proxy : undefined;
    const connection = { agent: this.agents.agentFor(request.url, proxy), proxy };
    const outcome = await send(request, connection, Math.min(this.attemptMs, deadline - start));
    const elapsed = Math.round(monotonicMs() - start);
    debug(`${named(request)}: ${told(outcome)} (attempt ${attempts}, ${elapsed} ms)`);
    if (outcome.kind === 'response') {
      this.warnOfClock(outcome.clockOffsetMs ?? 0);
    }
    return outcome;
  }

  private warnOfClock(offsetMs: number): void {
    if (Math.abs(offsetMs) > CLOCK_TOLERANCE_MS && !this.hasWarnedOfClock) {
      this.hasWarnedOfClock = true;
      const direction = offsetMs > 0 ? 'behind' : 'ahead of';
      warning(
        `The runner's clock is ${duration(Math.abs(offsetMs) / 1000)} ${direction} the service's. Dates of the service are read by its own clock; correct the runner's.`,
      );
    }
  }
}

/** `40 ms`, `2.5 seconds` */
function inWords(pauseMs: number): string {
  return pauseMs < 1000 ? `${Math.ceil(pauseMs)} ms` : `${(pauseMs / 1000).toFixed(1)} seconds`;
}

function named({ method, url }: HttpRequest): string {
  return `${method} ${url.host}${url.pathname}`;
}

/** An outcome in a few words: `HTTP 503`, `ECONNRESET`. */
function told(outcome: HttpResponse | NetworkFailure): string {
  if (outcome.kind === 'response') {
    return `HTTP ${outcome.status}`;
  }
  const { reason, codes, proxyStatus } = outcome;
  if (reason === 'time') {
    return 'no complete response in time';
  }
  return proxyStatus === undefined
    ? codes.join(', ') || 'no valid HTTP'
    : `HTTP ${proxyStatus} from the proxy`;
}
