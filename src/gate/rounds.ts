import { monotonicMs, sleep } from '../clock.ts';
import { AsposeAuthError } from '../errors.ts';
import { info } from '../runner/commands.ts';
import type { Storage } from '../storage/storage.ts';
import { count, duration, quoted } from '../text.ts';
import { concurrently } from './concurrently.ts';
import { unmetLines } from './failure.ts';
import { FolderLookup } from './folder-lookup.ts';
import { type Finding, type GatePlan, judgeStorage, type Verdict, verdictOf } from './gate.ts';
import { look } from './look.ts';

const MAX_CONCURRENT_CHECKS = 8;
const FIRST_ROUND_PAUSE_MS = 1000;
const LONGEST_ROUND_PAUSE_MS = 15_000;

type Round =
  | { readonly kind: 'answered'; readonly verdict: Verdict }
  /** A check failed, but may work in the next round. */
  | { readonly kind: 'failed'; readonly error: AsposeAuthError };

/**
 * Checks everything in rounds, until one round finds all as expected or the time to wait is over.
 *
 * @throws AsposeAuthError whatever a storage call throws, unless it may pass while there is time to wait
 */
export async function runGate(plan: GatePlan, storage: Storage): Promise<Verdict> {
  const end = monotonicMs() + plan.waitSeconds * 1000;
  for (let pause = FIRST_ROUND_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_ROUND_PAUSE_MS)) {
    const round = await runRound(plan, storage);
    if (round.kind === 'answered' && round.verdict.passed) {
      return round.verdict;
    }
    const left = end - monotonicMs();
    const askedToWait = 1000 * askedToWaitSeconds(round);
    if (left <= 0 || askedToWait > left) {
      return conclusion(round, plan);
    }
    info(`Waiting, ${duration(left / 1000)} left: ${inWords(round, plan)}`);
    await sleep(Math.ceil(Math.max(Math.min(pause, left), askedToWait)));
  }
}

async function runRound(plan: GatePlan, storage: Storage): Promise<Round> {
  try {
    return { kind: 'answered', verdict: verdictOf(await findAll(plan, storage)) };
  } catch (error) {
    if (isTransient(error)) {
      return { kind: 'failed', error };
    }
    throw error;
  }
}

async function findAll(plan: GatePlan, storage: Storage): Promise<Finding[]> {
  const { subject, expect, storageName } = plan;
  if (subject.kind === 'storage') {
    return [judgeStorage(subject.name, await storage.storageState(), expect)];
  }
  // "Absent" means nothing in a storage that does not exist.
  if (expect === 'absent' && storageName !== undefined && !(await storage.storageState()).exists) {
    const words = `cannot be checked: the storage ${quoted(storageName)} does not exist`;
    const nowhere = { exists: false, isFolder: false, met: false, words };
    return subject.paths.map((path) => ({ path, ...nowhere }));
  }
  const view = { plan, storage, folders: new FolderLookup(storage) };
  const [first = '', ...rest] = subject.paths;
  // The first answer settles which spelling of the route the service knows, so that the rest ask only once.
  const finding = await look(first, view);
  const { results, failures } = await concurrently(rest, MAX_CONCURRENT_CHECKS, (path) =>
    look(path, view),
  );
  if (failures.length > 0) {
    // Trouble that does not pass ends the wait, also when other checks failed before.
    throw failures.find((failure) => !isTransient(failure)) ?? failures[0];
  }
  return [finding, ...results];
}

function isTransient(error: unknown): error is AsposeAuthError {
  return error instanceof AsposeAuthError && error.transient !== undefined;
}

function askedToWaitSeconds(round: Round): number {
  return round.kind === 'failed' ? (round.error.transient?.retryAfterSeconds ?? 0) : 0;
}

function conclusion(round: Round, { waitSeconds }: GatePlan): Verdict {
  if (round.kind === 'answered') {
    return round.verdict;
  }
  const { code, summary, details, advice } = round.error;
  const waited =
    waitSeconds > 0
      ? ` It ended the wait of ${count(waitSeconds, 'second')} (storage-wait-seconds).`
      : '';
  throw new AsposeAuthError(code, { summary: `${summary}${waited}`, details, advice });
}

function inWords(round: Round, plan: GatePlan): string {
  if (round.kind === 'failed') {
    return round.error.summary;
  }
  const unmet = unmetLines(round.verdict, plan);
  return `${unmet.length} of ${round.verdict.findings.length} not as expected. ${unmet[0]}.`;
}
