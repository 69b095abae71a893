import {
  broken,
  busy,
  busyOffClock,
  denied,
  type Ending,
  locked,
  missing,
  nonsense,
  oddStatus,
  offClock,
  redirect,
  refused,
  rejected,
  slow,
  unauthorized,
  well,
} from './fault-endings.ts';
import {
  brokenOff,
  chunked,
  compressed,
  dripping,
  echoOf,
  elsewhere,
  endless,
  type Fault,
  good,
  raw,
  status,
} from './fault-kinds.ts';

export interface FaultRow {
  /**
   * What the server does. No server can be `refused`, since a server that refuses a connection never sees a request: see
   * `refusing()`.
   */
  readonly strike: Fault | 'refused';
  readonly ends: Ending;
  /**
   * Whether it is tried at every place. One fault of each code is, since code that knows the place may take it for
   * something else.
   */
  readonly everywhere?: boolean;
}

const SECOND_MS = 1000;
const SKEW_MS = 17 * 60 * SECOND_MS;

/** Every fault by its name. */
export const FAULTS = {
  refused: { strike: 'refused', ends: refused, everywhere: true },
  'reset before headers': {
    strike: ({ response }) => response.socket?.resetAndDestroy(),
    ends: broken,
  },
  'reset mid-headers': {
    strike: raw(() => 'HTTP/1.1 200 OK\r\ncontent-ty', 'reset'),
    ends: broken,
  },
  'closed mid-headers': {
    strike: raw(() => 'HTTP/1.1 200 OK\r\ncontent-ty', 'close'),
    ends: broken,
  },
  'garbage instead of HTTP': {
    strike: raw((exchange) => `SSH-2.0-OpenSSH_9.9\r\n${echoOf(exchange)}\r\n`, 'close'),
    ends: nonsense,
    everywhere: true,
  },
  'bad chunk': { strike: raw((exchange) => `${chunked(exchange)}ZZ\r\n`, 'close'), ends: broken },
  'truncated chunk': { strike: raw(chunked, 'close'), ends: broken },
  'short body': { strike: brokenOff(200), ends: broken, everywhere: true },
  'endless body': { strike: endless(200), ends: nonsense },
  '1 byte a second': { strike: dripping(200), ends: slow },
  silence: { strike: () => {}, ends: slow, everywhere: true },
  'HTML page': {
    strike: ({ response }) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<!doctype html><title>Sign in</title><p>Welcome to the hotel.</p>');
    },
    ends: nonsense,
    everywhere: true,
  },
  'JSON under text/html': { strike: good(() => ({ 'content-type': 'text/html' })), ends: well },
  'byte order mark': {
    strike: good(
      () => ({}),
      (text) => `\uFEFF${text}`,
    ),
    ends: well,
  },
  'compressed body': { strike: compressed(200), ends: nonsense },
  'broken gzip': {
    strike: ({ response }) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(Buffer.from('1f8b0800deadbeefdeadbeef', 'hex'));
    },
    ends: nonsense,
  },
  'keys in two spellings': {
    strike: good(() => ({}), withKeysTwice),
    ends: nonsense,
    everywhere: true,
  },
  '50 KiB header': { strike: good(() => ({ 'x-padding': 'x'.repeat(50 * 1024) })), ends: nonsense },
  'clock 17 minutes behind': { strike: good(() => ({ date: dateIn(-SKEW_MS) })), ends: offClock },
  'clock 17 minutes ahead': {
    strike: good(() => ({ date: dateIn(SKEW_MS) })),
    ends: offClock,
    everywhere: true,
  },
  '204': { strike: status(204), ends: nonsense },
  '301': { strike: status(301, elsewhere), ends: redirect },
  '302': { strike: status(302, elsewhere), ends: redirect, everywhere: true },
  '303': { strike: status(303, elsewhere), ends: redirect },
  '307': { strike: status(307, elsewhere), ends: redirect },
  '308': { strike: status(308, elsewhere), ends: redirect },
  '302, endless body': { strike: endless(302, elsewhere), ends: redirect },
  '307, compressed body': { strike: compressed(307), ends: redirect },
  '307, body broken off': { strike: brokenOff(307, elsewhere), ends: redirect },
  '400': { strike: status(400), ends: rejected, everywhere: true },
  '401': { strike: status(401), ends: unauthorized, everywhere: true },
  '403': { strike: status(403), ends: denied, everywhere: true },
  '400, 1 byte a second': { strike: dripping(400), ends: rejected },
  '403, endless body': { strike: endless(403), ends: denied },
  '403, body broken off': { strike: brokenOff(403), ends: denied },
  '403, compressed body': { strike: compressed(403), ends: denied },
  '404': { strike: status(404), ends: missing, everywhere: true },
  '405': { strike: status(405), ends: missing },
  '404, body broken off': { strike: brokenOff(404), ends: missing },
  '408': { strike: status(408), ends: busy },
  '410': { strike: status(410), ends: oddStatus },
  '418': { strike: status(418), ends: oddStatus, everywhere: true },
  '418, 1 byte a second': { strike: dripping(418), ends: oddStatus },
  '500': { strike: status(500), ends: busy },
  '501': { strike: status(501), ends: oddStatus },
  '502': { strike: status(502), ends: busy },
  '503': { strike: status(503), ends: busy, everywhere: true },
  '504': { strike: status(504), ends: busy },
  '505': { strike: status(505), ends: oddStatus },
  '520': { strike: status(520), ends: busy },
  '429': { strike: status(429), ends: busy },
  '429, Retry-After that fits': { strike: tooMany(() => '1'), ends: busy },
  '429, Retry-After too long': { strike: tooMany(() => '600'), ends: locked, everywhere: true },
  '429, Retry-After a past date': {
    strike: tooMany(() => 'Sun, 06 Nov 1994 08:49:37 GMT'),
    ends: busy,
  },
  '429, Retry-After a date that fits': { strike: skewed(0), ends: busy },
  '429, Retry-After a date too far': {
    strike: tooMany(() => dateIn(3600 * SECOND_MS)),
    ends: locked,
  },
  '429, Retry-After negative': { strike: tooMany(() => '-5'), ends: busy },
  '429, Retry-After of 20 digits': { strike: tooMany(() => '9'.repeat(20)), ends: locked },
  '429, Retry-After of 400 digits': { strike: tooMany(() => '9'.repeat(400)), ends: locked },
  '429, Retry-After not a number': { strike: tooMany(() => 'soon'), ends: busy },
  '429, clock behind, Retry-After a date that fits': {
    strike: skewed(-SKEW_MS),
    ends: busyOffClock,
  },
  '429, clock ahead, Retry-After a date that fits': { strike: skewed(SKEW_MS), ends: busyOffClock },
} as const satisfies Readonly<Record<string, FaultRow>>;

export type FaultName = keyof typeof FAULTS;

function tooMany(retryAfter: () => string): Fault {
  return status(429, () => ({ 'retry-after': retryAfter() }));
}

/** Asks to come back a second after its own date. */
function skewed(skew: number): Fault {
  return status(429, () => {
    const now = Date.now() + skew;
    return {
      date: new Date(now).toUTCString(),
      'retry-after': new Date(now + SECOND_MS).toUTCString(),
    };
  });
}

function dateIn(milliseconds: number): string {
  return new Date(Date.now() + milliseconds).toUTCString();
}

/** Every key a second time with a capital letter and the same value. */
function withKeysTwice(json: string): string {
  const entries = Object.entries(JSON.parse(json));
  const again = entries.map(([key, value]) => [key[0]?.toUpperCase() + key.slice(1), value]);
  return JSON.stringify(Object.fromEntries([...entries, ...again]));
}
