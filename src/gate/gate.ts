import { monotonicMs, sleep } from '../clock.ts';
import { AsposeAuthError } from '../errors.ts';
import { info, printable } from '../runner/log.ts';
import type { ObjectState, Storage } from '../storage/storage.ts';
import { duration, fitting } from '../text.ts';

/** What must hold of what is checked, by the value of `storage-expect`. */
const IS_MET = {
  exists: ({ exists }: ObjectState) => exists,
  absent: ({ exists }: ObjectState) => !exists,
  file: ({ exists, isFolder }: ObjectState) => exists && !isFolder,
  folder: ({ exists, isFolder }: ObjectState) => exists && isFolder,
};

export type Expectation = keyof typeof IS_MET;

export const EXPECTATIONS = Object.keys(IS_MET) as readonly Expectation[];

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
  readonly expect: Expectation;
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
const MAX_LISTED_BYTES = 2500;

/**
 * Looks at everything the gate is about, and again at what is unmet while there is time to wait.
 *
 * @throws AsposeAuthError whatever a storage call throws: an answer that is not trustworthy ends the wait as well
 */
export async function runGate(gate: Gate, storage: Storage): Promise<GateVerdict> {
  const { subject, expect, waitSeconds } = gate;
  const deadline = monotonicMs() + waitSeconds * 1000;

  async function look(path: string): Promise<GateResult> {
    const state =
      subject.kind === 'paths' ? await storage.objectState(path) : await storage.storageState();
    return { path, ...state, met: IS_MET[expect](state) };
  }

  async function lookAtAll([first, ...rest]: readonly string[]): Promise<GateResult[]> {
    // The first answer settles which spelling of the route the service knows, so that the rest ask only once.
    const results = first === undefined ? [] : [await look(first)];
    // A generator, because one of the loops that fails closes it for all of them.
    const queue = (function* () {
      yield* rest.entries();
    })();
    await Promise.all(
      Array.from({ length: MAX_CONCURRENT_CHECKS }, async () => {
        for (const [index, path] of queue) {
          results[index + 1] = await look(path);
        }
      }),
    );
    return results;
  }

  let results = await lookAtAll(subject.kind === 'paths' ? subject.paths : [subject.name]);
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    const unmet = results.filter(({ met }) => !met).map(({ path }) => path);
    const left = deadline - monotonicMs();
    if (unmet.length === 0 || left <= 0) {
      return verdict(gate, results);
    }
    info(
      `Waiting: ${unmet.length} of ${results.length} not as expected, ${duration(left / 1000)} left.`,
    );
    await sleep(Math.min(pause, left));
    const seen = new Map((await lookAtAll(unmet)).map((result) => [result.path, result]));
    results = results.map((result) => seen.get(result.path) ?? result);
  }
}

/** The failure of a gate that is required: every unmet path and what was found instead, as far as it fits. */
export function gateFailure({ unmet, expect }: GateVerdict): AsposeAuthError {
  const lines = fitting(
    unmet.map((line) => `- ${line}`),
    MAX_LISTED_BYTES,
  );
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

function verdict({ subject: { kind }, expect }: Gate, results: readonly GateResult[]): GateVerdict {
  return {
    expect,
    passed: results.every(({ met }) => met),
    exists: results.every(({ exists }) => exists),
    results: kind === 'paths' ? results : [],
    unmet: results.filter(({ met }) => !met).map((result) => described(kind, result)),
  };
}

function described(kind: GateSubject['kind'], { path, exists, isFolder }: GateResult): string {
  const subject = kind === 'paths' ? printable(path) : `the storage ${printable(path)} itself`;
  if (!exists) {
    return `${subject} does not exist`;
  }
  return `${subject} ${kind === 'storage' ? 'exists' : `is a ${isFolder ? 'folder' : 'file'}`}`;
}
