import { type Figure, median } from './figures.ts';
import { floor, main, NODE, POST, RUNS } from './programs.ts';
import type { Bench, Case, Sample } from './service.ts';

const LATENCY_MS = 20;

/** Prints the peak of the process's memory, in KiB, when it ends. */
const PRINT_PEAK =
  'data:text/javascript,process.on("exit",()=>process.stderr.write(String(process.resourceUsage().maxRSS)))';

function wallTime(samples: ReadonlyMap<string, readonly Sample[]>, name: string): number {
  return median((samples.get(name) ?? []).map(({ wall }) => wall));
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `/p${index}`);
}

export async function measureStart(bench: Bench): Promise<Figure[]> {
  const { state } = await bench.run(main('main'));
  const saved = Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]);
  const samples = await bench.inTurns(
    [
      { name: 'nothing', command: [NODE, '-e', '0'], outcome: 'nothing' },
      { name: 'post', command: [NODE, POST], env: Object.fromEntries(saved), outcome: 'nothing' },
      floor('floor'),
      main('main'),
    ],
    RUNS,
  );
  const wall = (name: string) => wallTime(samples, name);
  return [
    { name: 'the floor', value: wall('floor'), unit: 'ms' },
    { name: 'main step, token only', value: wall('main'), unit: 'ms' },
    { name: 'main step', value: wall('main') / wall('floor'), unit: 'x the floor', target: 1.2 },
    { name: '`node -e 0`', value: wall('nothing'), unit: 'ms' },
    {
      name: 'post step',
      value: wall('post') - wall('nothing'),
      unit: 'ms over `node -e 0`',
      target: 3,
    },
  ];
}

export async function measureMemory(bench: Bench): Promise<Figure[]> {
  const watched = (each: Case): Case => ({
    ...each,
    command: [NODE, '--import', PRINT_PEAK, ...each.command.slice(1)],
  });
  const samples = await bench.inTurns(
    [
      watched(floor('floor')),
      watched(floor('floor with paths', numbered(5_000))),
      watched(main('main')),
      watched(main('main with paths', numbered(5_000))),
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
      name: 'peak with 5,000 paths',
      value: peak('main with paths') / peak('floor'),
      unit: 'x the floor',
      target: 1.5,
    },
    {
      name: 'peak with 5,000 paths, by hand',
      value: peak('floor with paths') / peak('floor'),
      unit: 'x the floor',
    },
  ];
}

export async function measureManyPaths(bench: Bench): Promise<Figure[]> {
  bench.latency = LATENCY_MS;
  const figures: Figure[] = [];
  for (const [count, runs] of [
    [1000, 5],
    [5_000, 1],
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

export async function measureOneCheck(bench: Bench): Promise<Figure[]> {
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
