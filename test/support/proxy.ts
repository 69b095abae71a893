import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, connect } from 'node:net';

interface ProxyOptions {
  /** Where everything leads, whatever host the client asks for. */
  readonly port?: number;
  /** `user:password`. A request without it is answered with 407. */
  readonly credentials?: string;
  /** A status to refuse everything with. */
  readonly refusal?: number;
  /** Takes connections and never answers. */
  readonly silent?: boolean;
}

export interface TestProxy extends AsyncDisposable {
  /** Host and port. */
  readonly host: string;
  /** The `host:port` of each tunnel and of each forwarded request, in order. */
  readonly asked: readonly string[];
  /** Those of them that were asked for by CONNECT. */
  readonly tunnels: readonly string[];
}

/** A proxy on loopback: CONNECT opens a tunnel, and a request in absolute form is forwarded. */
export async function startProxy(options: ProxyOptions): Promise<TestProxy> {
  const asked: string[] = [];
  const tunnels: string[] = [];
  const open = new Set<{ destroy(): unknown }>();
  const server = createServer((incoming, response) => {
    const { host, port } = new URL(incoming.url ?? '', 'http://not-absolute.test');
    asked.push(port === '' ? `${host}:80` : host);
    const status = answerTo(incoming.headers, options);
    if (status === 200) {
      forward(incoming, response, options.port ?? 0);
    } else if (status !== undefined) {
      response.writeHead(status).end('Refused by the proxy');
    }
  });
  server.on('connection', (socket) => open.add(socket));
  server.on('connect', ({ url = '', headers }, socket, head) => {
    asked.push(url);
    tunnels.push(url);
    socket.on('error', () => socket.destroy());
    const status = answerTo(headers, options);
    if (status === undefined) {
      return;
    }
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} Refused\r\nconnection: close\r\n\r\n`);
      return;
    }
    const target = connect({ host: '127.0.0.1', port: options.port ?? 0 });
    open.add(target);
    target.on('error', () => socket.destroy());
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    target.write(head);
    socket.pipe(target).pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    asked,
    tunnels,
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of open) {
        socket.destroy();
      }
      await once(server, 'close');
    },
  };
}

/** The status to answer with; undefined for no answer at all. */
function answerTo(
  { 'proxy-authorization': authorization }: IncomingHttpHeaders,
  { credentials, refusal, silent = false }: ProxyOptions,
): number | undefined {
  if (silent) {
    return undefined;
  }
  const expected =
    credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;
  return refusal ?? (authorization === expected ? 200 : 407);
}

function forward(incoming: IncomingMessage, response: ServerResponse, port: number): void {
  const { pathname, search } = new URL(incoming.url ?? '', 'http://not-absolute.test');
  const { 'proxy-authorization': _, 'proxy-connection': __, ...headers } = incoming.headers;
  const onward = request(
    { host: '127.0.0.1', port, method: incoming.method, path: pathname + search, headers },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  onward.on('error', () => response.writeHead(502).end());
  incoming.pipe(onward);
}
