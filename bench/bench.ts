/**
 * `npm run bench`: measures what `docs/performance.md` tells, prints each figure with its target, and writes the table and
 * the plot of that page anew.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Bench,
  BUNDLE,
  type Case,
  described,
  type Figure,
  FLOOR,
  median,
  rounded,
  type Sample,
  startBench,
} from './measure.ts';
import { drawBars } from './plot.ts';

const RUNS = 31;
const LATENCY_MS = 20;
const PAGE = join(import.meta.dirname, '../docs/performance.md');
const PLOT = join(import.meta.dirname, '../docs/performance.svg');
const NODE = process.execPath;

/** Prints the peak of the process's memory, in KiB, when it ends. */
const PRINT_PEAK =
  'data:text/javascript,process.on("exit",()=>process.stderr.write(String(process.resourceUsage().maxRSS)))';

const TOKEN_BY_CURL = `
  token=$(curl --fail --silent --show-error "$BASE_URL/connect/token" \
    --data "client_id=$CLIENT_ID&client_secret=$CLIENT_SECRET&grant_type=client_credentials" | jq --raw-output .access_token)
  echo "::add-mask::$token"
  echo "access-token=$token" >> "$GITHUB_OUTPUT"
  echo "ASPOSE_ACCESS_TOKEN=$token" >> "$GITHUB_ENV"`;
const GATE_BY_CURL = `${TOKEN_BY_CURL}
  exists=$(curl --fail --silent --show-error --get "$BASE_URL/v4.0/html/storage/exists" --data-urlencode path=/Html \
    --header "Authorization: Bearer $token" | jq --raw-output .exists)
  test "$exists" = true && echo passed >> "$GITHUB_OUTPUT"`;

const figures: Figure[] = [];

await section('Start', measureStart);
await section('Size', measureSize);
await section('Memory', measureMemory);
await section('Many paths', measureManyPaths);
await section('One check', measureOneCheck);
await section('Side by side', measureSideBySide);
await writePage();

async function section(title: string, measure: (bench: Bench) => Promise<Figure[]>): Promise<void> {
  console.log(title);
  // A service of its own, so that what one section did to it does not slow down the next.
  await using bench = await startBench();
  for (const figure of await measure(bench)) {
    figures.push(figure);
    console.log(`  ${described(figure)}`);
  }
}

function main(name: string, paths: readonly string[] = []): Case {
  return step(BUNDLE, name, paths);
}

function floor(name: string, paths: readonly string[] = []): Case {
  return step(FLOOR, name, paths);
}

function step(script: string, name: string, paths: readonly string[]): Case {
  const env = { 'INPUT_STORAGE-PATH': paths.join('\n') };
  return { name, command: [NODE, script], env, outcome: paths.length > 0 ? 'passed' : 'token' };
}

function wallTime(samples: ReadonlyMap<string, readonly Sample[]>, name: string): number {
  return median((samples.get(name) ?? []).map(({ wall }) => wall));
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `/p${index}`);
}

async function measureStart({ inTurns }: Bench): Promise<Figure[]> {
  const samples = await inTurns(
    [
      { name: 'nothing', command: [NODE, '-e', '0'], outcome: 'nothing' },
      {
        name: 'post',
        command: [NODE, BUNDLE],
        env: { STATE_asposeAuthStarted: 'true', STATE_asposeAuthExpiresAt: '2999-01-01T00:00:00Z' },
        outcome: 'nothing',
      },
      floor('floor'),
      main('main'),
    ],
    RUNS,
  );
  const wall = (name: string) => wallTime(samples, name);
  return [
    { name: 'the floor', value: wall('floor'), unit: 'ms' },
    { name: 'main step, token only', value: wall('main'), unit: 'ms' },
    { name: 'main step', value: wall('main') / wall('floor'), unit: 'x the floor', target: 1.15 },
    { name: '`node -e 0`', value: wall('nothing'), unit: 'ms' },
    {
      name: 'post step',
      value: wall('post') / wall('nothing'),
      unit: 'x `node -e 0`',
      target: 1.15,
    },
  ];
}

async function measureSize(): Promise<Figure[]> {
  const sizes = new Map<string, number>();
  const bundle = readFileSync(BUNDLE, 'utf8');
  // ncc marks where each module begins.
  for (const part of bundle.split(/^(?=;\/\/ )|^(?=\/\*\*\*\/ \d+:)/m)) {
    const [, path] = /^;\/\/ (?:CONCATENATED MODULE: )?(\S+)/.exec(part) ?? [];
    const [, owner = 'this action'] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path ?? '') ?? [];
    // A CommonJS module, of which hpagent is the only one, has no path.
    const name = path === undefined || owner === 'hpagent' ? 'hpagent, and webpack' : owner;
    sizes.set(name, (sizes.get(name) ?? 0) + Buffer.byteLength(part));
  }
  const parts = [...sizes].map(([name, value]) => ({
    name: `of that, ${name}`,
    value: value / 1000,
    unit: 'kB',
  }));
  return [
    { name: '`dist/index.js`', value: statSync(BUNDLE).size / 1000, unit: 'kB', target: 150 },
    ...parts.sort((a, b) => b.value - a.value),
  ];
}

async function measureMemory({ inTurns }: Bench): Promise<Figure[]> {
  const watched = (each: Case): Case => ({
    ...each,
    command: [NODE, '--import', PRINT_PEAK, ...each.command.slice(1)],
  });
  const samples = await inTurns(
    [
      watched(floor('floor')),
      watched(floor('floor with paths', numbered(10_000))),
      watched(main('main')),
      watched(main('main with paths', numbered(10_000))),
    ],
    3,
  );
  const peak = (name: string) =>
    median((samples.get(name) ?? []).map(({ stderr }) => Number(stderr) / 1024));
  return [
    { name: 'peak of the floor', value: peak('floor'), unit: 'MiB' },
    {
      name: 'peak of the main step',
      value: peak('main') / peak('floor'),
      unit: 'x the floor',
      target: 1.25,
    },
    {
      name: 'peak with 10,000 paths',
      value: peak('main with paths') / peak('floor'),
      unit: 'x the floor',
      target: 1.5,
    },
    {
      name: 'peak with 10,000 paths, by hand',
      value: peak('floor with paths') / peak('floor'),
      unit: 'x the floor',
    },
  ];
}

async function measureManyPaths(bench: Bench): Promise<Figure[]> {
  bench.latency = LATENCY_MS;
  const figures: Figure[] = [];
  for (const [count, runs] of [
    [1000, 5],
    [10_000, 1],
  ] as const) {
    const paths = numbered(count);
    const samples = await bench.inTurns([floor('floor', paths), main('main', paths)], runs);
    const ideal = (count / 8) * LATENCY_MS;
    const shown = count.toLocaleString('en');
    const figure = (each: string) => ({
      value: wallTime(samples, each) / ideal,
      unit: `x ${shown} / 8 x ${LATENCY_MS} ms`,
    });
    const name = `${shown} paths, ${LATENCY_MS} ms away`;
    figures.push({ name, ...figure('main'), target: 1.1 });
    figures.push({ name: `${name}, by hand`, ...figure('floor') });
  }
  bench.latency = 0;
  return figures;
}

async function measureOneCheck(bench: Bench): Promise<Figure[]> {
  bench.latency = LATENCY_MS;
  const samples = await bench.inTurns(
    [
      floor('floor'),
      floor('floor with check', ['/a']),
      main('main'),
      main('main with check', ['/a']),
    ],
    RUNS,
  );
  bench.latency = 0;
  const more = (name: string) => wallTime(samples, `${name} with check`) - wallTime(samples, name);
  const name = `a check after the token, ${LATENCY_MS} ms away`;
  return [
    { name, value: more('main'), unit: 'ms' },
    { name: `${name}, by hand: one round trip`, value: more('floor'), unit: 'ms' },
    {
      name: 'a check after the token',
      value: more('main') / more('floor'),
      unit: 'round trips by hand',
      target: 1.1,
    },
  ];
}

async function measureSideBySide({ inTurns }: Bench): Promise<Figure[]> {
  if (spawnSync('bash', ['-c', 'command -v curl jq']).status !== 0) {
    console.log('  left out: bash, curl and jq are needed for it');
    return [];
  }
  // The shell's own clock tells the processor time, user and system, in seconds.
  const script = (name: string, code: string, outcome: Case['outcome']): Case => ({
    name,
    command: [
      'bash',
      '-c',
      `TIMEFORMAT='%U %S'; time bash -e -c '${code.replaceAll("'", `'\\''`)}'`,
    ],
    outcome,
  });
  const action = (each: Case): Case => ({
    ...each,
    command: ['bash', '-c', `TIMEFORMAT='%U %S'; time ${each.command.join(' ')}`],
  });
  const samples = await inTurns(
    [
      script('token by curl and jq', TOKEN_BY_CURL, 'token'),
      action(main('token by the action')),
      script('token and gate by curl and jq', GATE_BY_CURL, 'passed'),
      action(main('token and gate by the action', ['/Html'])),
    ],
    RUNS,
  );
  return [...samples].flatMap(([name, taken]) => [
    { name, value: median(taken.map(({ wall }) => wall)), unit: 'ms' },
    { name: `${name}, processor time`, value: median(taken.map(processorTime)), unit: 'ms' },
  ]);
}

function processorTime({ stderr }: Sample): number {
  const [user = 0, system = 0] = stderr.trim().split(/\s+/).slice(-2).map(Number);
  return (user + system) * 1000;
}

async function writePage(): Promise<void> {
  const rows = figures.map(({ name, value, unit, target }) => {
    const verdict = target === undefined ? '' : value <= target ? 'met' : 'missed';
    return `| ${name} | ${rounded(value)} ${unit} | ${target ?? ''} | ${verdict} |`;
  });
  const table = ['| what | measured | target | |', '|---|---|---|---|', ...rows].join('\n');
  const page = readFileSync(PAGE, 'utf8');
  writeFileSync(
    PAGE,
    page.replace(/(<!-- figures -->\n).*(\n<!-- \/figures -->)/s, `$1${table}$2`),
  );
  writeFileSync(PLOT, await drawBars(figures.filter(({ target }) => target !== undefined)));
}
