import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

interface ProxyOptions {
  /** Where every tunnel leads, whatever host the client asks for. */
  readonly port?: number;
  /** `user:password`, without which the answer is 407. */
  readonly credentials?: string;
  /** A status to refuse every tunnel with. */
  readonly refusal?: number;
  /** Takes connections and never answers. */
  readonly silent?: boolean;
}

export interface TestProxy extends AsyncDisposable {
  /** Host and port. */
  readonly host: string;
  /** The `host:port` of each tunnel asked for, in order. */
  readonly asked: readonly string[];
}

/** A proxy on loopback, for `http_proxy` and `https_proxy`; it knows no other method than CONNECT. */
export async function startProxy(options: ProxyOptions): Promise<TestProxy> {
  const asked: string[] = [];
  const open = new Set<{ destroy(): unknown }>();
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on('connection', (socket) => open.add(socket));
  server.on('connect', ({ url = '', headers }, socket, head) => {
    asked.push(url);
    socket.on('error', () => socket.destroy());
    const status = answerTo(headers['proxy-authorization'], options);
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
  authorization: string | undefined,
  { credentials, refusal, silent = false }: ProxyOptions,
): number | undefined {
  if (silent) {
    return undefined;
  }
  const expected =
    credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;
  return refusal ?? (authorization === expected ? 200 : 407);
}
