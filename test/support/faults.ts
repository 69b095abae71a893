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

const SECOND_MS = 1000;
const SKEW_MS = 17 * 60 * SECOND_MS;

/**
 * Every fault by its name. No server can be `refused`, since a server that refuses a connection never sees a request: see
 * `refusing()`.
 */
export const FAULTS = {
  refused: 'refused',
  'reset before headers': ({ response }) => response.socket?.resetAndDestroy(),
  'reset mid-headers': raw(() => 'HTTP/1.1 200 OK\r\ncontent-ty', 'reset'),
  'closed mid-headers': raw(() => 'HTTP/1.1 200 OK\r\ncontent-ty', 'close'),
  'garbage instead of HTTP': raw(
    (exchange) => `SSH-2.0-OpenSSH_9.9\r\n${echoOf(exchange)}\r\n`,
    'close',
  ),
  'bad chunk': raw((exchange) => `${chunked(exchange)}ZZ\r\n`, 'close'),
  'truncated chunk': raw(chunked, 'close'),
  'short body': brokenOff(200),
  'endless body': endless(200),
  '1 byte a second': dripping(200),
  silence: () => {},
  'HTML page': ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>Sign in</title><p>Welcome to the hotel.</p>');
  },
  'JSON under text/html': good(() => ({ 'content-type': 'text/html' })),
  'byte order mark': good(
    () => ({}),
    (text) => `\uFEFF${text}`,
  ),
  'compressed body': compressed(200),
  'broken gzip': ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(Buffer.from('1f8b0800deadbeefdeadbeef', 'hex'));
  },
  'keys in two spellings': good(() => ({}), withKeysTwice),
  '50 KiB header': good(() => ({ 'x-padding': 'x'.repeat(50 * 1024) })),
  'clock 17 minutes behind': good(() => ({ date: dateIn(-SKEW_MS) })),
  'clock 17 minutes ahead': good(() => ({ date: dateIn(SKEW_MS) })),
  '204': status(204),
  '301': status(301, elsewhere),
  '302': status(302, elsewhere),
  '303': status(303, elsewhere),
  '307': status(307, elsewhere),
  '308': status(308, elsewhere),
  '302, endless body': endless(302, elsewhere),
  '307, body broken off': brokenOff(307, elsewhere),
  '400': status(400),
  '401': status(401),
  '403': status(403),
  '400, 1 byte a second': dripping(400),
  '403, endless body': endless(403),
  '403, body broken off': brokenOff(403),
  '403, compressed body': compressed(403),
  '404': status(404),
  '405': status(405),
  '404, body broken off': brokenOff(404),
  '408': status(408),
  '410': status(410),
  '418': status(418),
  '500': status(500),
  '501': status(501),
  '502': status(502),
  '503': status(503),
  '504': status(504),
  '505': status(505),
  '520': status(520),
  '429': status(429),
  '429, Retry-After that fits': tooMany(() => '1'),
  '429, Retry-After too long': tooMany(() => '600'),
  '429, Retry-After a past date': tooMany(() => 'Sun, 06 Nov 1994 08:49:37 GMT'),
  '429, Retry-After a date that fits': skewed(0),
  '429, Retry-After a date too far': tooMany(() => dateIn(3600 * SECOND_MS)),
  '429, Retry-After negative': tooMany(() => '-5'),
  '429, Retry-After of 20 digits': tooMany(() => '9'.repeat(20)),
  '429, Retry-After of 400 digits': tooMany(() => '9'.repeat(400)),
  '429, Retry-After not a number': tooMany(() => 'soon'),
  '429, clock behind, Retry-After a date that fits': skewed(-SKEW_MS),
  '429, clock ahead, Retry-After a date that fits': skewed(SKEW_MS),
} as const satisfies Readonly<Record<string, Fault | 'refused'>>;

export type FaultName = keyof typeof FAULTS;

export { echoOf } from './fault-kinds.ts';

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
