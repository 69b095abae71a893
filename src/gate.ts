import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import pMap from 'p-map';
import { AsposeAuthError } from './errors.ts';
import { info, printable } from './log.ts';
import type { ObjectState, Storage } from './storage.ts';
import { count, duration } from './wording.ts';

export const EXPECTATIONS = ['exists', 'absent', 'file', 'folder'] as const;

/** What must hold of what is checked. */
export type Expectation = (typeof EXPECTATIONS)[number];

/** What is checked: paths in the storage, or the storage itself. */
export type GateSubject =
  | { readonly kind: 'paths'; readonly paths: readonly string[] }
  | { readonly kind: 'storage'; readonly name: string };

export interface Gate {
  readonly subject: GateSubject;
  readonly expect: Expectation;
  /** Whether an unmet expectation fails the step. */
  readonly required: boolean;
  /** Seconds to keep asking while the expectation is unmet; 0 asks once. */
  readonly waitSeconds: number;
}

/** A row of the output `storage-results`. */
export interface GateResult extends ObjectState {
  readonly path: string;
  readonly met: boolean;
}

export interface GateVerdict {
  readonly passed: boolean;
  /** Whether everything checked exists, whatever was expected. */
  readonly exists: boolean;
  /** In the order of the paths; empty when the storage itself was checked. */
  readonly results: readonly GateResult[];
  /** What is not as expected, in words. */
  readonly unmet: readonly string[];
}

const MAX_CONCURRENT_CHECKS = 8;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15_000;

/** The runner cuts an annotation after 4096 characters, and advice follows the list. */
const MAX_LISTED_CHARACTERS = 2500;

/** A thing to look at, how to look at it, and what was last seen of it. */
interface Check {
  readonly path: string;
  readonly look: () => Promise<ObjectState>;
  state?: ObjectState;
}

/**
 * Looks at everything the gate is about, and again at what is unmet while there is time to wait.
 *
 * @throws AsposeAuthError whatever a storage call throws: an answer that is not trustworthy ends the wait as well
 */
export async function runGate(gate: Gate, storage: Storage): Promise<GateVerdict> {
  const checks = checksOf(gate.subject, storage);
  const deadline = performance.now() + gate.waitSeconds * 1000;
  let unmet = checks;
  for (let round = 0; ; round++) {
    await pMap(unmet, lookAt, { concurrency: MAX_CONCURRENT_CHECKS });
    unmet = unmet.filter(({ state }) => !isMet(state, gate.expect));
    const left = deadline - performance.now();
    if (unmet.length === 0 || left <= 0) {
      return verdict(gate, checks);
    }
    info(
      `Waiting: ${unmet.length} of ${count(checks.length, 'check')} not as expected yet, ${duration(left / 1000)} left.`,
    );
    await sleep(Math.min(left, LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** round));
  }
}

/** The failure of a gate that is required: every unmet path and what was found instead, as far as it fits. */
export function gateFailure({ unmet }: GateVerdict, { expect }: Gate): AsposeAuthError {
  let listed = 0;
  const lines = unmet
    .map((line) => `- ${line}`)
    .filter((line) => {
      listed += line.length + 1;
      return listed <= MAX_LISTED_CHARACTERS;
    });
  const rest = unmet.length - lines.length;
  return new AsposeAuthError(
    'storage-gate-failed',
    [
      `The storage does not hold what storage-expect (${expect}) asks for:`,
      ...lines,
      ...(rest > 0 ? [`- and ${rest} more, which the log of this step lists`] : []),
      `Check the spelling and case of each path, and which storage storage-name selects. If something is still to be ${
        expect === 'absent' ? 'removed' : 'uploaded'
      } by others, set storage-wait-seconds.`,
    ].join('\n'),
  );
}

async function lookAt(check: Check): Promise<void> {
  check.state = await check.look();
}

function checksOf(subject: GateSubject, storage: Storage): Check[] {
  if (subject.kind === 'paths') {
    return subject.paths.map((path) => ({ path, look: () => storage.objectState(path) }));
  }
  const look = async () => ({ exists: await storage.storageExists(), isFolder: false });
  return [{ path: `storage ${subject.name}`, look }];
}

function isMet(state: ObjectState | undefined, expect: Expectation): boolean {
  if (state === undefined) {
    return false;
  }
  switch (expect) {
    case 'exists':
      return state.exists;
    case 'absent':
      return !state.exists;
    case 'file':
      return state.exists && !state.isFolder;
    case 'folder':
      return state.exists && state.isFolder;
  }
}

function verdict({ subject, expect }: Gate, checks: readonly Check[]): GateVerdict {
  const results = checks.map(({ path, state = { exists: false, isFolder: false } }) => ({
    path,
    ...state,
    met: isMet(state, expect),
  }));
  const unmet = results.filter(({ met }) => !met);
  return {
    passed: unmet.length === 0,
    exists: results.every(({ exists }) => exists),
    results: subject.kind === 'paths' ? results : [],
    unmet: unmet.map((result) => `${printable(result.path)}: ${found(result)}`),
  };
}

function found({ exists, isFolder }: ObjectState): string {
  if (!exists) {
    return 'does not exist';
  }
  return isFolder ? 'is a folder' : 'exists as a file';
}
