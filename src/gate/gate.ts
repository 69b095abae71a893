import type { ObjectState } from '../storage/answers.ts';

/** What must hold of what is checked, by the value of `storage-expect`. */
const IS_MET = {
  exists: ({ exists }: State) => exists,
  absent: ({ exists }: State) => !exists,
  file: ({ exists, isFolder }: State) => exists && !isFolder,
  folder: ({ exists, isFolder }: State) => exists && isFolder,
};

type State = Pick<ObjectState, 'exists' | 'isFolder'>;

export type Expectation = keyof typeof IS_MET;

export const EXPECTATIONS = Object.keys(IS_MET) as readonly Expectation[];

/** What is checked: paths in the storage, or the storage itself. */
export type GateSubject =
  | { readonly kind: 'paths'; readonly paths: readonly string[] }
  | { readonly kind: 'storage'; readonly name: string };

/** What a file must be, beside being there. */
export interface FileLimits {
  readonly maxAgeSeconds: number | undefined;
  readonly minBytes: number | undefined;
}

export interface GatePlan {
  readonly subject: GateSubject;
  readonly expect: Expectation;
  readonly limits: FileLimits;
  /** The storage to look in; the application's default storage when undefined. */
  readonly storageName: string | undefined;
  /** Whether an unmet expectation fails the step. */
  readonly required: boolean;
  /** Seconds to keep asking while the expectation is unmet; 0 asks once. */
  readonly waitSeconds: number;
}

/** What was found at a path. */
export interface Finding {
  readonly path: string;
  readonly exists: boolean;
  readonly isFolder: boolean;
  readonly met: boolean;
  /** Bytes and date of a file, where they were looked up. */
  readonly size?: number | null;
  readonly modifiedDate?: string | null;
  /** Of a pattern: how many items are as expected, or for `absent`, how many match. */
  readonly matches?: number;
  /** What was found, in words that follow the path: `does not exist`. */
  readonly words: string;
}

export interface Verdict {
  readonly passed: boolean;
  /** Whether everything checked exists, whatever was expected. */
  readonly exists: boolean;
  /** In the order of the paths; for a storage, one for the storage itself. */
  readonly findings: readonly Finding[];
}

export function isMet(expect: Expectation, state: State): boolean {
  return IS_MET[expect](state);
}

export function hasLimits(limits: FileLimits): boolean {
  return Object.values(limits).some((limit) => limit !== undefined);
}

/** The finding of a path whose existence and kind alone count. */
export function judgePath(path: string, state: State, expect: Expectation): Finding {
  const { exists, isFolder } = state;
  const words = exists ? `is a ${isFolder ? 'folder' : 'file'}` : 'does not exist';
  return { path, exists, isFolder, met: isMet(expect, state), words };
}

/** The finding of a storage. */
export function judgeStorage(name: string, { exists }: State, expect: Expectation): Finding {
  const words = exists ? 'exists' : 'does not exist';
  const state = { exists, isFolder: false };
  return { path: name, ...state, met: isMet(expect, state), words };
}

/** One round as a whole: it passes when everything is as expected. */
export function verdictOf(findings: readonly Finding[]): Verdict {
  return {
    passed: findings.every(({ met }) => met),
    exists: findings.every(({ exists }) => exists),
    findings,
  };
}
