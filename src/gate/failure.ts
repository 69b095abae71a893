import { AsposeAuthError } from '../errors.ts';
import { clip, count, duration, isOrAre, printable } from '../text.ts';
import { type Finding, type GatePlan, hasLimits, type Verdict } from './gate.ts';

const LONGEST_PATH = 300;

/** What is not as expected, and what was found instead: `/a does not exist`. */
export function unmetLines({ findings }: Verdict, { subject }: GatePlan): string[] {
  const start = subject.kind === 'storage' ? 'The storage ' : '';
  return findings
    .filter(({ met }) => !met)
    .map(({ path, words }) => `${start}${clip(printable(path), LONGEST_PATH)} ${words}`);
}

/** `exists, at most 60 minutes old, at least 1 byte` */
export function expectationOf({ expect, limits }: GatePlan): string {
  const { maxAgeSeconds, minBytes } = limits;
  return [
    expect,
    ...(maxAgeSeconds === undefined ? [] : [`at most ${duration(maxAgeSeconds)} old`]),
    ...(minBytes === undefined ? [] : [`at least ${count(minBytes, 'byte')}`]),
  ].join(', ');
}

/** The failure of a gate that is required. */
export function gateFailure(verdict: Verdict, plan: GatePlan): AsposeAuthError {
  const { findings } = verdict;
  const unmet = findings.filter(({ met }) => !met);
  const waited = plan.waitSeconds > 0 ? ` after ${count(plan.waitSeconds, 'second')}` : '';
  const subject =
    plan.subject.kind === 'storage'
      ? 'the storage is'
      : `${unmet.length} of ${count(findings.length, 'path')} ${isOrAre(unmet.length)}`;
  const context = { unmet, plan };
  return new AsposeAuthError('storage-gate-failed', {
    summary: `The storage gate failed: ${subject} not as expected (${expectationOf(plan)})${waited}.`,
    details: unmetLines(verdict, plan),
    advice: ADVICE.filter(({ fits }) => fits(context))
      .map(({ words }) => words(plan))
      .join(' '),
  });
}

/** Paths that are absent as expected, but look like a list or a pattern, so that something else may have been meant. */
export function doubtfulPaths({ findings }: Verdict, { expect, subject }: GatePlan): string[] {
  return expect === 'absent' && subject.kind === 'paths'
    ? findings.map(({ path }) => path).filter((path) => /[,;{}[\]!$\s]/.test(path))
    : [];
}

interface Context {
  readonly unmet: readonly Finding[];
  readonly plan: GatePlan;
}

interface AdviceRule {
  readonly fits: (context: Context) => boolean;
  readonly words: (plan: GatePlan) => string;
}

function isMissing({ exists }: Finding): boolean {
  return !exists;
}

/** Whether something that is not there yet may still come, or may still go. */
function mayChange({ unmet, plan }: Context): boolean {
  return plan.expect === 'absent' || hasLimits(plan.limits) || unmet.some(isMissing);
}

/** What to do. Every rule that fits adds a sentence. */
const ADVICE: readonly AdviceRule[] = [
  {
    fits: ({ unmet, plan: { subject, expect, storageName } }) =>
      unmet.some(isMissing) &&
      (subject.kind === 'storage' || (expect === 'absent' && storageName !== undefined)),
    words: () => 'Check the spelling of storage-name.',
  },
  {
    fits: ({ unmet, plan: { subject, expect } }) =>
      subject.kind === 'paths' && expect !== 'absent' && unmet.some(isMissing),
    words: () =>
      'Check the spelling and case of each path, and which storage storage-name selects.',
  },
  {
    fits: ({ unmet, plan: { subject } }) =>
      subject.kind === 'paths' && unmet.some(({ path }) => /[,;\s]/.test(path)),
    words: () => 'storage-path takes one path per line.',
  },
  {
    fits: ({ unmet }) => unmet.some(({ path }) => hasOtherForm(path)),
    words: () =>
      'Unicode has two forms of letters with accents: the storage may hold the other form of a path.',
  },
  {
    fits: (context) => context.plan.waitSeconds === 0 && mayChange(context),
    words: ({ expect }) =>
      `If something is still to be ${expect === 'absent' ? 'removed' : 'uploaded'}, set storage-wait-seconds.`,
  },
  {
    fits: (context) => context.plan.waitSeconds > 0 && mayChange(context),
    words: ({ waitSeconds }) =>
      `If ${duration(waitSeconds)} is too short, raise storage-wait-seconds.`,
  },
  {
    fits: (context) => !mayChange(context),
    words: () => 'Check storage-expect, and what the paths name.',
  },
];

/** Whether Unicode has another way to write `path`, with é as one letter or two. */
function hasOtherForm(path: string): boolean {
  return path.normalize('NFC') !== path || path.normalize('NFD') !== path;
}
