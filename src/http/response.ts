/** A request, as data. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A longer response body is given up. */
  readonly maxBodyBytes: number;
}

/** A response body, or why there is none. */
export type Body =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'not-utf-8' }
  | { readonly kind: 'too-large'; readonly limitBytes: number }
  | { readonly kind: 'compressed'; readonly encoding: string }
  | { readonly kind: 'unread' };

/** What a server sent back, whatever its status. */
export interface HttpResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly body: Body;
  /** Seconds that the server asks to wait; undefined when it does not, or not in a usable way. */
  readonly retryAfterSeconds: number | undefined;
  /** The address that a redirect points to, as the server wrote it. */
  readonly location: string | undefined;
  /** By how many milliseconds the server's clock is ahead of the runner's; undefined without a valid `Date`. */
  readonly clockOffsetMs: number | undefined;
}

const HTTP_DATE = /^[A-Z][a-z]+, \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/;

/** Unix time in milliseconds of an HTTP date (RFC 9110, section 5.6.7); undefined when it is none. */
export function parseHttpDate(header = ''): number | undefined {
  const time = HTTP_DATE.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** Milliseconds that a response has spent in caches (RFC 9111, section 5.1), so that its `Date` lies so far back. */
export function parseAge(header = ''): number {
  return /^\d{1,10}$/.test(header) ? Number(header) * 1000 : 0;
}

/**
 * The seconds that a `Retry-After` header asks to wait (RFC 9110, section 10.2.3); undefined when it is neither a whole
 * number of seconds nor an HTTP date.
 *
 * @param now Unix time in milliseconds by the clock of whoever sent the header
 */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header !== undefined && /^\d+$/.test(header)) {
    return Math.min(Number(header), Number.MAX_SAFE_INTEGER);
  }
  const date = parseHttpDate(header);
  return date === undefined ? undefined : Math.max(0, (date - now) / 1000);
}
