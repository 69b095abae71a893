import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { ReceivedRequest } from '../support/server.ts';

/** One request that is to go wrong. */
export interface Exchange {
  readonly request: ReceivedRequest;
  readonly response: ServerResponse;
  /** The good answer, as JSON. Faults send it along, so that code that overlooks the fault takes it for one. */
  readonly good: string;
  /** Where a redirect leads. */
  readonly elsewhere: string;
}

/** What a server does with one request. */
export type Fault = (exchange: Exchange) => void;

type Headers = (exchange: Exchange) => Readonly<Record<string, string>>;

/** The reset must not overtake what was written before it. */
const ARRIVAL_MS = 20;

const none: Headers = () => ({});

/** The request in words, as a server that is careless with secrets quotes it. */
export function echoOf({ request: { body, headers } }: Exchange): string {
  return `${body} ${headers.authorization ?? ''}`;
}

/** Writes `text` past the HTTP server, then ends the connection. */
export function raw(text: (exchange: Exchange) => string, ending: 'close' | 'reset'): Fault {
  return (exchange) => {
    const { socket } = exchange.response;
    socket?.write(text(exchange), () => {
      setTimeout(() => (ending === 'close' ? socket.end() : socket.resetAndDestroy()), ARRIVAL_MS);
    });
  };
}

/** The good answer in one chunk, without the empty chunk that ends it. */
export function chunked({ good }: Exchange): string {
  const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked';
  return `${head}\r\n\r\n${Buffer.byteLength(good).toString(16)}\r\n${good}\r\n`;
}

/** Answers well, but for the headers or the text of the body. */
export function good(headers: Headers, body: (text: string) => string = (text) => text): Fault {
  return (exchange) => {
    const { response } = exchange;
    response.writeHead(200, { 'content-type': 'application/json', ...headers(exchange) });
    response.end(body(exchange.good));
  };
}

/** Answers with `code` and, what nobody may take for it, the fields of a good answer. */
export function status(code: number, headers: Headers = none): Fault {
  return (exchange) => {
    exchange.response.writeHead(code, jsonHeaders(exchange, headers));
    exchange.response.end(code === 204 ? undefined : bodyOf(exchange));
  };
}

/** Answers with `code` and a body that never ends. */
export function endless(code: number, headers: Headers = none): Fault {
  return (exchange) => {
    const { response } = exchange;
    const flood = () => {
      while (!response.destroyed && response.write(' '.repeat(65_536))) {}
    };
    response.writeHead(code, jsonHeaders(exchange, headers));
    response.write(code === 200 ? exchange.good : bodyOf(exchange));
    response.on('drain', flood);
    flood();
  };
}

/** Answers with `code` and a body of which one byte arrives each second. */
export function dripping(code: number, headers: Headers = none): Fault {
  return (exchange) => {
    const { response } = exchange;
    const body = code === 200 ? exchange.good : bodyOf(exchange);
    let sent = 0;
    const drip = () => response.write(body.charAt(sent++));
    response.writeHead(code, jsonHeaders(exchange, headers));
    drip();
    const timer = setInterval(drip, 1000);
    response.once('close', () => clearInterval(timer));
  };
}

/** Answers with `code` and closes the connection before the body is complete. */
export function brokenOff(code: number, headers: Headers = none): Fault {
  return raw((exchange) => {
    const body = code === 200 ? exchange.good : bodyOf(exchange);
    const fields = { ...jsonHeaders(exchange, headers), 'content-length': body.length + 10 };
    const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
    return `HTTP/1.1 ${code} Whatever\r\n${lines.join('')}\r\n${body}`;
  }, 'close');
}

/** Answers with `code` and a compressed body, although nobody asked for one. */
export function compressed(code: number): Fault {
  return (exchange) => {
    const body = code === 200 ? exchange.good : bodyOf(exchange);
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    exchange.response.writeHead(code, headers).end(gzipSync(body));
  };
}

/** Says where a redirect leads. */
export const elsewhere: Headers = (exchange) => ({ location: exchange.elsewhere });

function jsonHeaders(exchange: Exchange, headers: Headers): Record<string, string> {
  return { 'content-type': 'application/json', ...headers(exchange) };
}

function bodyOf(exchange: Exchange): string {
  const error = { error: 'made_up', error_description: echoOf(exchange).slice(0, 200) };
  return JSON.stringify({ ...JSON.parse(exchange.good), ...error });
}
