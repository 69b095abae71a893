/** The process that serves while the later steps of the job run. main.ts starts it, post.ts ends it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { logLine } from './request-log.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from './server.ts';

/** What main.ts sends: first how to serve, then, when it has saved how to end this process, to stay. */
export type Order = { kind: 'start'; options: EmulatorOptions; stopKey: string } | { kind: 'stay' };

/** What it gets in return for `start`. A request with `Bearer {stopKey}` to `stopUrl` ends this process. */
export type Report =
  | { kind: 'listening'; url: string; root: string; stopUrl: string }
  | { kind: 'failed'; reason: string };

let mayStay = false;

process.on('message', async (order: Order) => {
  if (order.kind === 'stay') {
    mayStay = true;
    return;
  }
  process.send?.(await start(order.options, order.stopKey));
});

async function start(options: EmulatorOptions, stopKey: string): Promise<Report> {
  let emulator: Emulator;
  try {
    emulator = await startEmulator({
      ...options,
      requestLog: (entry) => console.log(logLine(entry)),
    });
  } catch (error) {
    return { kind: 'failed', reason: (error as Error).message };
  }
  // A step that is cancelled while it starts this process never says to stay.
  process.once('disconnect', () => {
    if (!mayStay) void emulator.close().then(() => process.exit(1));
  });
  const { url, root } = emulator;
  return { kind: 'listening', url, root, stopUrl: await listenForStop(emulator, stopKey) };
}

/** A server of its own, so that the emulator's has the routes of the service and no other. */
async function listenForStop(emulator: Emulator, stopKey: string): Promise<string> {
  const server = createServer(async (request, response) => {
    if (request.headers.authorization !== `Bearer ${stopKey}`) {
      response.writeHead(403).end();
      return;
    }
    await emulator.close();
    response.writeHead(204).end(() => process.exit(0));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
