import type { FaultName } from '../support/faults.ts';
import { PLACES, type PlaceName } from './fault-cell.ts';

/** How a fault has to end: `well`, or with an error code, after so many requests at the place of the fault. */
export interface Expected {
  readonly once: string;
  readonly ever: string;
  readonly requests: { readonly once: number; readonly ever: number | 'several' };
  /** Whether the one warning about the two clocks belongs to it. */
  readonly clock?: boolean;
}

/** What is expected of a fault at the token endpoint, at a check and at a listing. */
export type Rules = Readonly<Record<'token' | 'check' | 'listing', Expected>>;

/** A retry would not help, so it makes no difference what the next answer would have been. */
function final(outcome: string): Expected {
  return { once: outcome, ever: outcome, requests: { once: 1, ever: 1 } };
}

/** Retried while the budget lasts. */
function retried(code: string): Expected {
  return { once: 'well', ever: code, requests: { once: 2, ever: 'several' } };
}

function everywhere(token: Expected, check = token, listing = check): Rules {
  return { token, check, listing };
}

const well = everywhere(final('well'));
const offClock = everywhere({ ...final('well'), clock: true });
const nonsense = everywhere(final('bad-response'));
const redirect = everywhere(final('unexpected-redirect'));
const status = everywhere(final('server-error'));
const busy = everywhere(retried('server-error'));
const busyOffClock = everywhere({ ...retried('server-error'), clock: true });
const broken = everywhere(retried('unreachable'));
const slow = everywhere(retried('timeout'));
const locked = everywhere(final('credentials-locked'), final('server-error'));
const rejected = everywhere(final('credentials-rejected'), final('server-error'));
const denied = everywhere(final('credentials-rejected'), final('storage-denied'));
/** A check costs one renewal and one repetition. */
const unauthorized = everywhere(final('credentials-rejected'), {
  once: 'well',
  ever: 'token-rejected',
  requests: { once: 2, ever: 2 },
});
/** A route that is not there under one spelling is asked for under the other, where it has one. */
const missing = everywhere(
  final('server-error'),
  { once: 'well', ever: 'bad-response', requests: { once: 2, ever: 2 } },
  final('bad-response'),
);

export const RULES: Readonly<Record<FaultName, Rules>> = {
  // The server sees none of the refused connections.
  refused: everywhere({ ...retried('unreachable'), requests: { once: 1, ever: 0 } }),
  'reset before headers': broken,
  'reset mid-headers': broken,
  'closed mid-headers': broken,
  'garbage instead of HTTP': nonsense,
  'bad chunk': broken,
  'truncated chunk': broken,
  'short body': broken,
  'endless body': nonsense,
  '1 byte a second': slow,
  silence: slow,
  'HTML page': nonsense,
  'JSON under text/html': well,
  'byte order mark': well,
  'compressed body': nonsense,
  'broken gzip': nonsense,
  'keys in two spellings': nonsense,
  '50 KiB header': nonsense,
  'clock 17 minutes behind': offClock,
  'clock 17 minutes ahead': offClock,
  '204': nonsense,
  '301': redirect,
  '302': redirect,
  '303': redirect,
  '307': redirect,
  '308': redirect,
  '302, endless body': redirect,
  '307, body broken off': redirect,
  '400': rejected,
  '401': unauthorized,
  '403': denied,
  '400, 1 byte a second': rejected,
  '403, endless body': denied,
  '403, body broken off': denied,
  '403, compressed body': denied,
  '404': missing,
  '405': missing,
  '404, body broken off': missing,
  '408': busy,
  '410': status,
  '418': status,
  '500': busy,
  '501': status,
  '502': busy,
  '503': busy,
  '504': busy,
  '505': status,
  '520': busy,
  '429': busy,
  '429, Retry-After that fits': busy,
  '429, Retry-After too long': locked,
  '429, Retry-After a past date': busy,
  '429, Retry-After a date that fits': busy,
  '429, Retry-After a date too far': locked,
  '429, Retry-After negative': busy,
  '429, Retry-After of 20 digits': locked,
  '429, Retry-After of 400 digits': locked,
  '429, Retry-After not a number': busy,
  '429, clock behind, Retry-After a date that fits': busyOffClock,
  '429, clock ahead, Retry-After a date that fits': busyOffClock,
};

/** One fault of each way to end, where code that knows the place may take it for something else. These strike everywhere. */
const EVERYWHERE: ReadonlySet<FaultName> = new Set([
  'short body',
  'silence',
  'HTML page',
  'keys in two spellings',
  'clock 17 minutes ahead',
  '302',
  '400',
  '401',
  '403',
  '404',
  '418',
  '503',
  '429, Retry-After too long',
]);

/**
 * Where a fault strikes. What sets most of them apart (the number of a status, the value of `Retry-After`, where a
 * connection breaks) is read by code that does not know the place, so that one place stands for all.
 */
export function placesOf(fault: FaultName): readonly PlaceName[] {
  if (EVERYWHERE.has(fault)) {
    return Object.keys(PLACES) as PlaceName[];
  }
  const { token, check } = RULES[fault];
  return token === check ? ['object check'] : ['token call', 'object check'];
}
