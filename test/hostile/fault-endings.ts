/** How a fault has to end: `well`, or with an error code, after so many requests at the place of the fault. */
export interface Expected {
  readonly once: string;
  readonly ever: string;
  readonly requests: { readonly once: number; readonly ever: number | 'several' };
  /** Whether the one warning about the two clocks belongs to it. */
  readonly clock?: boolean;
}

/** What is expected of a fault at the token endpoint, at a check and at a listing. */
export type Ending = Readonly<Record<'token' | 'check' | 'listing', Expected>>;

/** A retry would not help, so it makes no difference what the next answer would have been. */
function final(outcome: string): Expected {
  return { once: outcome, ever: outcome, requests: { once: 1, ever: 1 } };
}

/** Retried while the budget lasts. */
function retried(code: string): Expected {
  return { once: 'well', ever: code, requests: { once: 2, ever: 'several' } };
}

function ending(token: Expected, check = token, listing = check): Ending {
  return { token, check, listing };
}

export const well = ending(final('well'));
export const offClock = ending({ ...final('well'), clock: true });
export const nonsense = ending(final('bad-response'));
export const redirect = ending(final('unexpected-redirect'));
export const oddStatus = ending(final('server-error'));
export const busy = ending(retried('server-error'));
export const busyOffClock = ending({ ...retried('server-error'), clock: true });
/** The server sees none of the refused connections. */
export const refused = ending({ ...retried('unreachable'), requests: { once: 1, ever: 0 } });
export const broken = ending(retried('unreachable'));
export const slow = ending(retried('timeout'));
export const locked = ending(final('credentials-locked'), final('server-error'));
export const rejected = ending(final('credentials-rejected'), final('server-error'));
export const denied = ending(final('credentials-rejected'), final('storage-denied'));
/** A check costs one renewal and one repetition. */
export const unauthorized = ending(final('credentials-rejected'), {
  once: 'well',
  ever: 'token-rejected',
  requests: { once: 2, ever: 2 },
});
/** A route that is not there under one spelling is asked for under the other, where it has one. */
export const missing = ending(
  final('server-error'),
  { once: 'well', ever: 'bad-response', requests: { once: 2, ever: 2 } },
  final('bad-response'),
);
