import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { logLine } from './request-log.ts';
import { DEFAULTS, type Emulator, type EmulatorOptions, startEmulator } from './server.ts';
import { LIFETIME_SECONDS, PORTS, parseWholeNumber, type Range } from './whole-number.ts';

const USAGE = `Aspose Cloud on your own machine: the token endpoint, and a folder as its storage.

npm run emulator -- [options]
  --port <number>             port to listen on; 0, the default, is any free one
  --host <name>               address to listen on (${DEFAULTS.host})
  --root <folder>             the storage; a temporary folder with a sample file when not given
  --client-id <text>          Client Id to accept (a made-up one)
  --client-secret <text>      Client Secret to accept (a made-up one)
  --token-lifetime <seconds>  lifetime of a token (${DEFAULTS.tokenLifetimeSeconds})
  --storage-name <text>       name of the storage (${DEFAULTS.storageName})
  --help                      show this`;

const SECRET_GIVEN = 'as given with --client-secret';

function readOptions(): EmulatorOptions | 'help' {
  const text = (value: unknown) => ({ type: 'string', default: String(value) }) as const;
  const { values } = parseArgs({
    options: {
      port: text(DEFAULTS.port),
      host: text(DEFAULTS.host),
      root: { type: 'string' },
      'client-id': text(DEFAULTS.clientId),
      'client-secret': text(DEFAULTS.clientSecret),
      'token-lifetime': text(DEFAULTS.tokenLifetimeSeconds),
      'storage-name': text(DEFAULTS.storageName),
      help: { type: 'boolean' },
    },
  });
  if (values.help) return 'help';
  const empty = Object.entries(values).find(([, value]) => value === '');
  if (empty) throw new Error(`Option '--${empty[0]}' is empty`);
  return {
    port: wholeNumber('port', values.port, PORTS),
    host: values.host,
    ...(values.root === undefined ? {} : { root: values.root }),
    clientId: values['client-id'],
    clientSecret: values['client-secret'],
    tokenLifetimeSeconds: wholeNumber('token-lifetime', values['token-lifetime'], LIFETIME_SECONDS),
    storageName: values['storage-name'],
    requestLog: (entry) => console.log(logLine(entry)),
  };
}

function wholeNumber(name: string, value: string, range: Range): number {
  const number = parseWholeNumber(value, range);
  if (number !== undefined) return number;
  throw new Error(`Option '--${name}' is a whole number from ${range.least} to ${range.most}`);
}

/** A mistake in one sentence, which never repeats a value: it may be a misplaced secret. */
function usageError(error: NodeJS.ErrnoException): string {
  const isStray = error.code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL';
  const sentence = isStray ? 'Every setting is an option' : error.message.split(/\.\s/)[0];
  return `${sentence} (--help shows them all).`;
}

function settingsText(emulator: Emulator, options: EmulatorOptions): string {
  const { url, clientId, clientSecret } = emulator;
  const isMadeUp = clientSecret === DEFAULTS.clientSecret;
  const isLoopback = /^http:\/\/(localhost|127\.[\d.]+|\[::1\]):/.test(url);
  // A JSON string is a YAML string, also when it has a colon or looks like a number.
  const secretYaml = isMadeUp ? JSON.stringify(clientSecret) : `… # ${SECRET_GIVEN}`;
  return `The emulator runs; Ctrl+C stops it.
  URL             ${url}
  storage folder  ${emulator.root}${options.root === undefined ? ' (removed at the end)' : ''}
  storage name    ${emulator.storageName}
  token lifetime  ${options.tokenLifetimeSeconds} seconds
  client id       ${clientId}
  client secret   ${isMadeUp ? `${clientSecret} (made up)` : SECRET_GIVEN}

In the workflow:
  with:
    base-url: ${url}${isLoopback ? '' : '\n    allow-http: true'}
    client-id: ${JSON.stringify(clientId)}
    client-secret: ${secretYaml}
`;
}

/** The file that the workflow in the README looks for. */
async function addSample(root: string): Promise<void> {
  await mkdir(join(root, 'templates'));
  await writeFile(join(root, 'templates/invoice.html'), '<h1>Invoice</h1>\n');
}

async function main(): Promise<void> {
  let options: EmulatorOptions | 'help';
  try {
    options = readOptions();
  } catch (error) {
    console.error(usageError(error as Error));
    process.exitCode = 2;
    return;
  }
  if (options === 'help') {
    console.log(USAGE);
    return;
  }
  try {
    const emulator = await startEmulator(options);
    // Not once(): npm passes on the Ctrl+C that the terminal sends as well, and the second one
    // would kill the process while it closes.
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => emulator.close());
    if (options.root === undefined) await addSample(emulator.root);
    console.log(settingsText(emulator, options));
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}

await main();
