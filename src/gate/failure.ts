import { AsposeAuthError } from '../errors.ts';
import { clip, count, duration, printable } from '../text.ts';
import type { Finding, GatePlan, Verdict } from './gate.ts';

const LONGEST_PATH = 300;

/** An unmet path and what was found instead: `/a does not exist`. */
export function unmetLines({ findings }: Verdict, { subject }: GatePlan): string[] {
  const storage = subject.kind === 'storage' ? 'The storage ' : '';
  return findings
    .filter(({ met }) => !met)
    .map(({ path, exists, words }) => {
      const found = subject.kind === 'storage' && exists ? 'exists' : words;
      return `${storage}${clip(printable(path), LONGEST_PATH)} ${found}`;
    });
}

/** The failure of a gate that is required. */
export function gateFailure(verdict: Verdict, plan: GatePlan): AsposeAuthError {
  const { findings } = verdict;
  const unmet = findings.filter(({ met }) => !met);
  const waited = plan.waitSeconds > 0 ? ` after ${count(plan.waitSeconds, 'second')}` : '';
  const subject =
    plan.subject.kind === 'storage'
      ? 'the storage is'
      : `${unmet.length} of ${count(findings.length, 'path')} ${unmet.length === 1 ? 'is' : 'are'}`;
  return new AsposeAuthError('storage-gate-failed', {
    summary: `The storage gate failed: ${subject} not as storage-expect: ${plan.expect} asks${waited}.`,
    details: unmetLines(verdict, plan),
    advice: ADVICE.flatMap(({ fits, words }) => (fits(unmet, plan) ? [words(plan)] : [])).join(' '),
  });
}

interface AdviceRule {
  readonly fits: (unmet: readonly Finding[], plan: GatePlan) => boolean;
  readonly words: (plan: GatePlan) => string;
}

/** What to do; every rule that fits adds a sentence. */
const ADVICE: readonly AdviceRule[] = [
  {
    fits: (_, { subject }) => subject.kind === 'storage',
    words: () => 'Check the spelling of storage-name.',
  },
  {
    fits: (unmet, { expect, storageName, subject }) =>
      subject.kind === 'paths' &&
      expect === 'absent' &&
      storageName !== undefined &&
      unmet.some(({ exists }) => !exists),
    words: () =>
      'Check the spelling of storage-name: "absent" counts only in a storage that exists.',
  },
  {
    fits: (unmet, { expect, subject }) =>
      subject.kind === 'paths' && expect !== 'absent' && unmet.some(({ exists }) => !exists),
    words: () =>
      'Check the spelling and case of each path, and which storage storage-name selects.',
  },
  {
    fits: (unmet) => unmet.some(({ path }) => /[,;\s]/.test(path)),
    words: () => 'storage-path takes one path per line.',
  },
  {
    fits: (unmet) => unmet.some(({ path }) => hasOtherForm(path)),
    words: () =>
      'A path has letters with accents that Unicode writes in two forms: the storage may hold the other form.',
  },
  {
    fits: (_, { waitSeconds }) => waitSeconds === 0,
    words: ({ expect }) =>
      `If something is still to be ${expect === 'absent' ? 'removed' : 'uploaded'}, set storage-wait-seconds.`,
  },
  {
    fits: (_, { waitSeconds }) => waitSeconds > 0,
    words: ({ waitSeconds }) =>
      `If ${duration(waitSeconds)} can be too short, raise storage-wait-seconds.`,
  },
];

/** Whether Unicode has another way to write `path`, with é as one letter or two. */
function hasOtherForm(path: string): boolean {
  return path.normalize('NFC') !== path || path.normalize('NFD') !== path;
}
