import { AsposeAuthError, type Transient } from '../errors.ts';
import type { StorageFile } from '../storage/answers.ts';
import type { Storage } from '../storage/storage.ts';
import { count, quoted } from '../text.ts';
import { type Judgement, judgeFile } from './file-limits.ts';
import type { FolderLookup } from './folder-lookup.ts';
import { type Finding, type GatePlan, hasLimits, isMet, judgeState } from './gate.ts';
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
  const finding = judgeState(path, state, expect);
  if (!hasLimits(limits) || !state.exists) {
    return finding;
  }
  return state.isFolder ? { ...finding, met: false } : lookAtFile(finding, view);
}

async function lookAtFile(finding: Finding, { plan, folders }: View): Promise<Finding> {
  const { folder, name } = splitPath(finding.path);
  const { files, now } = await folders.list(folder);
  const [row, ...others] = files.filter((file) => file.name === name);
  if (row === undefined) {
    throw unclear(finding.path, 'does not have it yet', { retryAfterSeconds: 0 });
  }
  if (others.length > 0) {
    throw unclear(finding.path, 'has it more than once');
  }
  if (row.isFolder) {
    throw unclear(finding.path, 'has it as a folder');
  }
  const judgement = judgeFile(row, plan.limits, now);
  if (judgement.kind === 'unclear') {
    throw unclear(finding.path, judgement.problem);
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
  const { files, now } = (await folders.listIfThere(folder)) ?? { files: [], now: 0 };
  const matches = files
    .filter((file) => matchesPattern(file.name, name))
    .map((file) => ({ file, judgement: judgeMatch(file, plan, now) }));
  const good = matches.filter(({ judgement }) => judgement.kind === 'met');
  const exists = matches.length > 0;
  const isExpectedAbsent = plan.expect === 'absent';
  const met = isExpectedAbsent ? !exists : good.length > 0;
  const doubtful = matches.find(({ judgement }) => judgement.kind === 'unclear');
  if (!met && doubtful?.judgement.kind === 'unclear') {
    throw unclear(doubtful.file.path, doubtful.judgement.problem);
  }
  return {
    path,
    exists,
    isFolder: false,
    met,
    matches: isExpectedAbsent ? matches.length : good.length,
    words: patternWords(matches),
  };
}

function judgeMatch(file: StorageFile, { expect, limits }: GatePlan, now: number): Judgement {
  const kind = file.isFolder ? 'folder' : 'file';
  const isRightKind = isMet(expect, { exists: true, isFolder: file.isFolder });
  if (!isRightKind || (hasLimits(limits) && file.isFolder)) {
    return { kind: 'unmet', words: `is a ${kind}` };
  }
  return judgeFile(file, limits, now);
}

function patternWords(matches: readonly Match[]): string {
  const [first] = matches;
  if (first === undefined) {
    return 'matches nothing';
  }
  const { file, judgement } = first;
  const found = `matches ${count(matches.length, 'item')}`;
  return judgement.kind === 'unmet'
    ? `${found}, none as expected: ${quoted(file.name)} ${judgement.words}`
    : `${found}: ${quoted(file.name)}${matches.length > 1 ? ' and others' : ''}`;
}

/** A listing that does not answer the question. Only a row that may still appear is worth another round. */
function unclear(path: string, problem: string, transient?: Transient): AsposeAuthError {
  return new AsposeAuthError('bad-response', {
    summary: `The check of ${quoted(path)} failed: it exists, but the listing of its folder ${problem}.`,
    advice:
      transient === undefined
        ? 'This storage does not tell what storage-max-age-seconds and storage-min-bytes need: leave them out, or look at the listing with storage-list.'
        : 'The listing of the storage may be late: set storage-wait-seconds.',
    transient,
  });
}
