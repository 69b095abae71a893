import { AsposeAuthError, type Transient } from '../errors.ts';
import type { StorageFile } from '../storage/answers.ts';
import type { Storage } from '../storage/storage.ts';
import { count, quoted } from '../text.ts';
import { type Judgement, judgeFile } from './file-limits.ts';
import type { FolderLookup } from './folder-lookup.ts';
import { type Finding, type GatePlan, hasLimits, isMet, judgePath } from './gate.ts';
import { isPattern, matchesPattern, splitPath } from './pattern.ts';

/** What a look at one path needs. */
export interface View {
  readonly plan: GatePlan;
  readonly storage: Storage;
  readonly folders: FolderLookup;
}

/**
 * Looks at one path.
 *
 * @throws AsposeAuthError whatever a storage call throws, and `bad-response` for a listing that leaves the question open
 */
export async function look(path: string, view: View): Promise<Finding> {
  if (isPattern(path)) {
    return lookAtPattern(path, view);
  }
  const { expect, limits } = view.plan;
  const state = await view.storage.objectState(path);
  const finding = judgePath(path, state, expect);
  if (!hasLimits(limits) || !state.exists) {
    return finding;
  }
  return state.isFolder
    ? { ...finding, met: false, words: 'is a folder, and only a file has an age and a size' }
    : lookAtFile(finding, view);
}

async function lookAtFile(finding: Finding, { plan, folders }: View): Promise<Finding> {
  const { path } = finding;
  const { folder, name } = splitPath(path);
  const { byName, now } = await folders.list(folder);
  const [row, ...others] = byName.get(name) ?? [];
  if (row === undefined) {
    throw unclear(path, NOT_LISTED_YET);
  }
  if (others.length > 0) {
    throw unclear(path, LISTED_TWICE);
  }
  if (row.isFolder) {
    throw unclear(path, LISTED_AS_FOLDER);
  }
  const judgement = judgeFile(row, plan.limits, now);
  if (judgement.kind === 'unclear') {
    throw unclear(path, judgement);
  }
  const { size, modifiedDate } = row;
  return judgement.kind === 'met'
    ? { ...finding, size, modifiedDate }
    : { ...finding, size, modifiedDate, met: false, words: judgement.words };
}

/** An item that matches a pattern, and whether it is as expected. */
interface Match {
  readonly file: StorageFile;
  readonly judgement: Judgement;
}

async function lookAtPattern(path: string, { plan, folders }: View): Promise<Finding> {
  const { folder, name } = splitPath(path);
  const listing = await folders.listIfThere(folder);
  if (listing === undefined) {
    return {
      ...patternFinding(path, plan, []),
      words: 'matches nothing: its folder does not exist',
    };
  }
  const matches = listing.files
    .filter((file) => matchesPattern(file.name, name))
    .map((file) => ({ file, judgement: judgeMatch(file, plan, listing.now) }));
  const finding = patternFinding(path, plan, matches);
  if (!finding.met) {
    refuseUnclear(matches);
  }
  return finding;
}

/** @throws AsposeAuthError `bad-response` for a match that may be as expected */
function refuseUnclear(matches: readonly Match[]): void {
  for (const { file, judgement } of matches) {
    if (judgement.kind === 'unclear') {
      throw unclear(file.path, judgement);
    }
  }
}

function patternFinding(path: string, plan: GatePlan, matches: readonly Match[]): Finding {
  const exists = matches.length > 0;
  const good = matches.filter(({ judgement }) => judgement.kind === 'met');
  const verdict =
    plan.expect === 'absent'
      ? { met: !exists, matches: matches.length }
      : { met: good.length > 0, matches: good.length };
  return { path, exists, isFolder: false, ...verdict, words: patternWords(matches) };
}

/** With `absent`, any match counts against it, so none is judged. */
function judgeMatch(file: StorageFile, { expect, limits }: GatePlan, now: number): Judgement {
  if (expect === 'absent') {
    return { kind: 'met' };
  }
  const isRightKind = isMet(expect, { exists: true, isFolder: file.isFolder });
  if (!isRightKind || (hasLimits(limits) && file.isFolder)) {
    return { kind: 'unmet', words: `is a ${file.isFolder ? 'folder' : 'file'}` };
  }
  return judgeFile(file, limits, now);
}

function patternWords(matches: readonly Match[]): string {
  const shown = matches.find(({ judgement }) => judgement.kind === 'met') ?? matches[0];
  if (shown === undefined) {
    return 'matches nothing';
  }
  const { file, judgement } = shown;
  const found = `matches ${count(matches.length, 'item')}`;
  return judgement.kind === 'unmet'
    ? `${found}, none as expected: ${quoted(file.name)} ${judgement.words}`
    : `${found}: ${quoted(file.name)}${matches.length > 1 ? ' and others' : ''}`;
}

/** A listing that does not answer the question. */
interface Gap {
  /** What the listing does, in words that follow "the listing of its folder". */
  readonly problem: string;
  readonly advice: string;
  /** Only a row that may still appear is worth another round. */
  readonly transient?: Transient;
}

const NOT_LISTED_YET: Gap = {
  problem: 'does not have it yet',
  advice: 'The listing of the storage may be late: set or raise storage-wait-seconds.',
  transient: { retryAfterSeconds: 0 },
};

const SEE_LISTING =
  'Look at the listing with storage-list. If the storage is right, leave storage-max-age-seconds and storage-min-bytes out.';

const LISTED_TWICE: Gap = { problem: 'has it more than once', advice: SEE_LISTING };

const LISTED_AS_FOLDER: Gap = { problem: 'has it as a folder', advice: SEE_LISTING };

function unclear(path: string, { problem, advice, transient }: Gap): AsposeAuthError {
  return new AsposeAuthError('bad-response', {
    summary: `The check of ${quoted(path)} failed: it exists, but the listing of its folder ${problem}.`,
    advice,
    transient,
  });
}
