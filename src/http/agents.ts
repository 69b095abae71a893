import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';

/**
 * Creates an agent that keeps connections alive, through a proxy if there is one: http requests are forwarded by it, https
 * goes through tunnels.
 */
export function createAgent(url: URL, proxy: URL | undefined): http.Agent {
  return url.protocol === 'https:'
    ? new HttpsAgent({ keepAlive: true, proxyEnv: { https_proxy: proxy?.href } })
    : new HttpAgent({ keepAlive: true, proxyEnv: { http_proxy: proxy?.href } });
}

class HttpAgent extends http.Agent {
  override keepSocketAlive(socket: Duplex) {
    closeOnData(socket);
    return super.keepSocketAlive(socket);
  }

  override reuseSocket(socket: Duplex, request: http.ClientRequest) {
    stopWatching(socket);
    super.reuseSocket(socket, request);
  }
}

class HttpsAgent extends https.Agent {
  override keepSocketAlive(socket: Duplex) {
    closeOnData(socket);
    return super.keepSocketAlive(socket);
  }

  override reuseSocket(socket: Duplex, request: http.ClientRequest) {
    stopWatching(socket);
    super.reuseSocket(socket, request);
  }
}

/** Bytes on an idle connection belong to no request, and must not be taken for the response to the next one. */
function closeOnData(socket: Duplex): void {
  socket.on('data', destroyEmitter);
}

function stopWatching(socket: Duplex): void {
  socket.off('data', destroyEmitter);
}

function destroyEmitter(this: Duplex): void {
  this.destroy();
}
