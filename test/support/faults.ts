import type { ServerResponse } from 'node:http';
import type { ReceivedRequest } from './server.ts';

/** One request that is to go wrong. */
export interface Exchange {
  readonly request: ReceivedRequest;
  readonly response: ServerResponse;
  /** What a good answer would be, as JSON. Faults send it along, so that whoever overlooks them takes it for one. */
  readonly good: string;
  /** Where a redirect is to lead. */
  readonly elsewhere: string;
}

/** What a server does with one request. */
export type Fault = (exchange: Exchange) => void;

/** Long enough for what was written to arrive before the reset that would otherwise overtake it. */
const ARRIVAL_MS = 20;

/**
 * Every fault by its name. `refused` is none of a server, since a server that refuses a connection never sees a request:
 * see {@link refusing}.
 */
export const FAULTS = {
  refused: 'refused',
  'reset before headers': ({ response }) => response.socket?.resetAndDestroy(),
  'reset mid-headers': (exchange) => sendRaw(exchange, 'HTTP/1.1 200 OK\r\ncontent-ty', 'reset'),
  'closed mid-headers': (exchange) => sendRaw(exchange, 'HTTP/1.1 200 OK\r\ncontent-ty', 'close'),
  'garbage instead of HTTP': (exchange) =>
    sendRaw(exchange, `SSH-2.0-OpenSSH_9.9\r\n${echoOf(exchange)}\r\n`, 'close'),
  'bad chunk': (exchange) => sendRaw(exchange, `${chunked(exchange)}ZZ\r\n`, 'close'),
  'truncated chunk': (exchange) => sendRaw(exchange, chunked(exchange), 'close'),
  'short body': (exchange) => {
    const { good } = exchange;
    const length = Buffer.byteLength(good) + 10;
    sendRaw(exchange, `HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\n\r\n${good}`, 'close');
  },
  'endless body': ({ response, good }) => {
    const flood = () => {
      while (!response.destroyed && response.write(' '.repeat(65_536))) {}
    };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write(good);
    response.on('drain', flood);
    flood();
  },
  '1 byte a second': ({ response, good }) => {
    let sent = 0;
    response.writeHead(200, { 'content-type': 'application/json' });
    const drip = () => response.write(good.charAt(sent++));
    drip();
    const timer = setInterval(drip, 1000);
    response.once('close', () => clearInterval(timer));
  },
  silence: () => {},
  'HTML page': ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>Sign in</title><p>Welcome to the hotel.</p>');
  },
  'JSON under text/html': ({ response, good }) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(good);
  },
  'broken gzip': ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(Buffer.from('1f8b0800deadbeefdeadbeef', 'hex'));
  },
  '50 KiB header': ({ response, good }) => {
    response.writeHead(200, { 'x-padding': 'x'.repeat(50 * 1024) }).end(good);
  },
  '204': status(204),
  ...redirects([301, 302, 303, 307, 308]),
  ...statuses([400, 401, 403, 404, 405, 408, 410, 418, 500, 501, 502, 503, 504]),
  ...tooMany({
    '429': undefined,
    '429, Retry-After that fits': () => '1',
    '429, Retry-After too long': () => '600',
    '429, Retry-After a past date': () => 'Sun, 06 Nov 1994 08:49:37 GMT',
    // Dates have whole seconds: this one is half a second to one and a half away.
    '429, Retry-After a date that fits': () => new Date(Date.now() + 1500).toUTCString(),
    '429, Retry-After a date too far': () => new Date(Date.now() + 3_600_000).toUTCString(),
    '429, Retry-After negative': () => '-5',
    '429, Retry-After of 20 digits': () => '9'.repeat(20),
    '429, Retry-After of 400 digits': () => '9'.repeat(400),
    '429, Retry-After not a number': () => 'soon',
  }),
} as const satisfies Readonly<Record<string, Fault | 'refused'>>;

export type FaultName = keyof typeof FAULTS;

/**
 * Code to load before the action, by which it finds nobody listening at `port`, for `times` connections after the first
 * `after`. They are led to port 1 of loopback, so that the refusal is a real one, of the kernel. A port that was closed
 * before the run could be somebody else's during it, and one that opens during the run would need a clock.
 */
export function refusing(port: number, { after = 0, times = Number.POSITIVE_INFINITY }): string {
  const source = `
    import { Socket } from 'node:net';
    const { connect } = Socket.prototype;
    let connections = 0;
    Socket.prototype.connect = function (...given) {
      const [options] = Array.isArray(given[0]) ? given[0] : given;
      if (options.port == ${port} && connections++ >= ${after} && connections <= ${after} + ${times}) {
        options.port = 1;
      }
      return connect.apply(this, given);
    };`;
  return `data:text/javascript,${encodeURIComponent(source)}`;
}

/** The request in words, as a server that is careless with secrets would quote it. */
export function echoOf({ request: { body, headers } }: Exchange): string {
  return `${body} ${headers.authorization ?? ''}`;
}

function sendRaw({ response }: Exchange, bytes: string, ending: 'close' | 'reset'): void {
  const { socket } = response;
  socket?.write(bytes, () => {
    setTimeout(() => (ending === 'close' ? socket.end() : socket.resetAndDestroy()), ARRIVAL_MS);
  });
}

/** A whole answer in one chunk, without the empty one that ends it. */
function chunked({ good }: Exchange): string {
  const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked';
  return `${head}\r\n\r\n${Buffer.byteLength(good).toString(16)}\r\n${good}\r\n`;
}

/** Answers with `code` and, what no one is to take for it, the fields of a good answer. */
function status(code: number, headers: () => Record<string, string> = () => ({})): Fault {
  return (exchange) => {
    const error = { error: 'made_up', error_description: echoOf(exchange).slice(0, 200) };
    const body = JSON.stringify({ ...JSON.parse(exchange.good), ...error });
    exchange.response.writeHead(code, { 'content-type': 'application/json', ...headers() });
    exchange.response.end(code === 204 ? undefined : body);
  };
}

function statuses<Code extends number>(codes: readonly Code[]): Record<`${Code}`, Fault> {
  return named(codes, (code) => status(code));
}

function redirects<Code extends number>(codes: readonly Code[]): Record<`${Code}`, Fault> {
  return named(
    codes,
    (code) => (exchange) => status(code, () => ({ location: exchange.elsewhere }))(exchange),
  );
}

function named<Code extends number>(
  codes: readonly Code[],
  fault: (code: Code) => Fault,
): Record<`${Code}`, Fault> {
  return Object.fromEntries(codes.map((code) => [`${code}`, fault(code)])) as Record<
    `${Code}`,
    Fault
  >;
}

function tooMany<Name extends string>(
  retryAfter: Record<Name, (() => string) | undefined>,
): Record<Name, Fault> {
  const entries = Object.entries<(() => string) | undefined>(retryAfter).map(([name, header]) => [
    name,
    status(429, () => (header === undefined ? {} : { 'retry-after': header() })),
  ]);
  return Object.fromEntries(entries);
}
