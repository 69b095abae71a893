/** One thing goes wrong in each run of the action: each fault at the places where it may end differently, once and for ever. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { assertNoLeak } from '../support/leak-oracle.ts';
import type { ActionRun } from '../support/run.ts';
import { type Cell, FILES, PLACES, type PlaceName, runCell, type Trace } from './fault-cell.ts';
import type { Expected } from './fault-endings.ts';
import { FAULTS, type FaultName, type FaultRow } from './faults.ts';
import { SECRETS, secretParts, tokenParts } from './secrets.ts';

const secrets = Object.values(SECRETS);

/** Each with one kind of secret, by turns. */
const CELLS: readonly Cell[] = (Object.keys(FAULTS) as FaultName[])
  .flatMap((fault) =>
    placesOf(fault).flatMap((place) =>
      modesOf(fault, place).map((mode) => ({
        fault,
        place,
        mode,
        isRetried: isRetried(fault, place),
      })),
    ),
  )
  .map((cell, index) => ({ ...cell, secret: secrets[index % secrets.length] ?? '' }));

describe('a fault', { concurrency: 10 }, () => {
  let ended = 0;

  for (const cell of CELLS) {
    const { fault, place, mode } = cell;
    const expected = FAULTS[fault].ends[PLACES[place].rules];
    const outcome = expected[mode];
    const often = mode === 'once' ? 'once' : 'for ever';
    test(`${fault}, ${often}, at the ${place}: ${outcome}`, async () => {
      const trace = await runCell(cell);
      ended++;
      assert.notEqual(trace.step.exitCode, null, 'it did not end by itself');
      if (outcome === 'well') {
        assertWell(place, trace);
      } else {
        assertCode(place, outcome, trace);
      }
      assertWarnings(trace.step, expected.clock ?? false);
      assertRequests(cell, expected, trace);
      assertNoLeak(
        trace.step,
        [...secretParts(cell.secret), ...trace.issued.flatMap(tokenParts)],
        trace.innocents,
      );
    });
  }

  after((t) => {
    if ('diagnostic' in t) {
      t.diagnostic(`${ended} cells of the fault matrix have run`);
    }
  });
});

/** What sets most faults apart is read by code that does not know the place, so that one place stands for all. */
function placesOf(fault: FaultName): readonly PlaceName[] {
  const { ends, everywhere = false }: FaultRow = FAULTS[fault];
  if (everywhere) {
    return Object.keys(PLACES) as PlaceName[];
  }
  return ends.token === ends.check ? ['object check'] : ['token call', 'object check'];
}

function isRetried(fault: FaultName, place: PlaceName): boolean {
  return FAULTS[fault].ends[PLACES[place].rules].requests.ever === 'several' || fault === 'refused';
}

/** A fault that ends the same way, whatever comes next, is only tried for ever. */
function modesOf(fault: FaultName, place: PlaceName): readonly Cell['mode'][] {
  const { once, ever } = FAULTS[fault].ends[PLACES[place].rules];
  return once === ever ? ['ever'] : ['once', 'ever'];
}

function assertWell(place: PlaceName, { step, requests, issued }: Trace): void {
  const isListing = place === 'listing';
  assert.equal(step.exitCode, 0, step.annotations[0]?.message);
  assert.equal(step.outputs.status, 'authenticated');
  assert.equal(step.outputs['error-code'] ?? '', '');
  assert.equal(step.outputs['storage-gate'], isListing ? 'skipped' : 'passed');
  assert.equal(step.outputs['storage-exists'] ?? '', isListing ? '' : 'true');
  assert.equal(step.outputs['storage-files'] ?? '', isListing ? JSON.stringify(FILES) : '');
  assert.equal(step.outputs['access-token'], issued.at(-1));
  assert.equal(step.env.ASPOSE_ACCESS_TOKEN, issued.at(-1));
  const last = [...requests.exists, ...requests.folder].at(-1);
  assert.equal(last?.headers.authorization, `Bearer ${issued.at(-1)}`);
}

function assertCode(place: PlaceName, code: string, { step, issued }: Trace): void {
  const errors = step.annotations.filter(({ level }) => level === 'error');
  assert.deepEqual(
    errors.map(({ title }) => title),
    [`aspose-auth: ${code}`],
  );
  assert.equal(step.exitCode, 1);
  assert.equal(step.outputs.status, 'failed');
  assert.equal(step.outputs['error-code'], code);
  assert.equal(step.outputs['storage-gate'], place === 'listing' ? 'skipped' : 'unknown');
  for (const name of ['storage-exists', 'storage-results', 'storage-files']) {
    assert.equal(step.outputs[name] ?? '', '', name);
  }
  const granted = {
    ...{ 'token call': undefined, 'renewal after a 401': issued[0] },
    ...{ 'object check': issued.at(-1), 'storage check': issued.at(-1) },
    ...{ 'folder look-up': issued.at(-1), listing: issued.at(-1) },
  }[place];
  assert.equal(step.outputs['access-token'] ?? '', granted ?? '');
  assert.equal(step.env.ASPOSE_ACCESS_TOKEN, granted);
}

/** Asserts that there is one warning about the clocks where it belongs, and no other. */
function assertWarnings({ annotations }: ActionRun, clock: boolean): void {
  const warnings = annotations.filter(({ level }) => level !== 'error');
  assert.equal(warnings.length, Number(clock), JSON.stringify(warnings));
  for (const { message } of warnings) {
    assert.match(message, /clock/);
    assert.match(message, /17 minutes/);
  }
}

/** Asserts that each route was asked as often as it should be, and nobody else at all. */
function assertRequests(
  { fault, place, mode }: Cell,
  { [mode]: outcome, requests: { [mode]: times } }: Expected,
  { requests }: Trace,
): void {
  const { route } = PLACES[place];
  const struck = requests[route].length - Number(place === 'renewal after a 401');
  if (times === 'several') {
    assert.ok(struck >= 2, `asked ${struck} times`);
  } else {
    assert.equal(struck, times);
  }
  const well = Number(outcome === 'well');
  const token = fault === '401' ? 2 : 1;
  const others = {
    'token call': { exists: well, folder: 0 },
    'object check': { token, folder: 0 },
    'storage check': { token, folder: 0 },
    'folder look-up': { token, exists: 1 },
    listing: { token, exists: 0 },
    // The call that was answered with 401, and its repetition.
    'renewal after a 401': { exists: 1 + well, folder: 0 },
  }[place];
  for (const [other, number] of Object.entries(others)) {
    assert.equal(requests[other as keyof typeof requests].length, number, other);
  }
  assert.deepEqual(requests.elsewhere, []);
}
