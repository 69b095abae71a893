import { EXPECTATIONS, type GatePlan, hasLimits } from '../gate/gate.ts';
import { isPattern } from '../gate/pattern.ts';
import { given, type InputReader } from './reader.ts';
import { BOOLEAN, NAME, noneOr, oneOf, secondsFrom } from './rules.ts';
import { folderFault, type ReadPaths, readPaths } from './storage-paths.ts';

/** What is asked of the storage. */
export interface StorageInputs {
  readonly storageName: string | undefined;
  readonly versionId: string | undefined;
  /** Undefined when no check is asked for. */
  readonly gate: GatePlan | undefined;
  /** The folder to list, if one is. */
  readonly listFolder: string | undefined;
}

const AGE = noneOr({ least: 1, most: 31_536_000, unit: 'seconds' });
const SIZE = noneOr({ least: 1, most: Number.MAX_SAFE_INTEGER, unit: 'bytes' });

/** Whether a check of the storage is asked for, whatever the other inputs are. */
export function isCheckAsked(): boolean {
  return given('storage-path') !== 'none' || asksForStorage();
}

/** Whether the storage itself is asked for; with `storage-list`, the name only selects where to list. */
function asksForStorage(): boolean {
  return given('storage-name') !== '' && given('storage-list') === '';
}

/** Reads the inputs of the gate and of the listing. */
export function readStorageInputs(reader: InputReader): StorageInputs {
  refuseUnknown(reader);
  const storageName = reader.optional('storage-name', NAME);
  const versionId = reader.optional('storage-version-id', NAME);
  const terms = {
    expect: reader.required('storage-expect', oneOf(EXPECTATIONS)) ?? 'exists',
    limits: {
      maxAgeSeconds: numberOf(reader.required('storage-max-age-seconds', AGE)),
      minBytes: numberOf(reader.required('storage-min-bytes', SIZE)),
    },
    required: reader.defaulted('storage-required', BOOLEAN),
    waitSeconds: reader.defaulted('storage-wait-seconds', secondsFrom(0)),
    storageName,
  };
  const subject = readSubject(reader);
  const gate = subject && { subject, ...terms };
  if (gate !== undefined) {
    judgeTogether(reader, gate, versionId);
  }
  return { storageName, versionId, gate, listFolder: readFolder(reader) };
}

function numberOf(value: number | 'none' | undefined): number | undefined {
  return value === 'none' ? undefined : value;
}

const NOTHING: ReadPaths = { paths: [], faults: [] };

function readSubject(reader: InputReader): GatePlan['subject'] | undefined {
  const text = given('storage-path');
  if (text === '') {
    reader.complain(
      "storage-path is empty, as with an unset variable. Write none to check nothing, as a fallback too: vars.NAME || 'none'.",
    );
    return undefined;
  }
  const { paths, faults } = text === 'none' ? NOTHING : readPaths(text);
  for (const fault of faults) {
    reader.complain(fault);
  }
  if (paths.length > 0) {
    return { kind: 'paths', paths };
  }
  return asksForStorage() ? { kind: 'storage', name: given('storage-name') } : undefined;
}

function readFolder(reader: InputReader): string | undefined {
  const folder = given('storage-list');
  const fault = folder === '' ? undefined : folderFault(folder);
  if (fault !== undefined) {
    reader.complain(fault);
  }
  return folder || undefined;
}

/** Inputs that are good by themselves, but not with each other. */
interface Conflict {
  readonly applies: (gate: GatePlan, versionId: string | undefined) => boolean;
  readonly sentence: string;
}

const CONFLICTS: readonly Conflict[] = [
  {
    applies: ({ subject, limits }, versionId) =>
      versionId !== undefined &&
      (subject.kind === 'storage' ||
        subject.paths.length !== 1 ||
        subject.paths.some(isPattern) ||
        hasLimits(limits)),
    sentence:
      'storage-version-id goes only with exactly one path in storage-path, without *, storage-max-age-seconds and storage-min-bytes.',
  },
  {
    applies: ({ expect, limits }) => hasLimits(limits) && ['absent', 'folder'].includes(expect),
    sentence:
      'storage-max-age-seconds and storage-min-bytes go only with storage-expect: exists or file, because only a file has an age and a size.',
  },
  {
    applies: ({ subject, expect }) =>
      subject.kind === 'storage' && ['file', 'folder'].includes(expect),
    sentence:
      'storage-expect must be exists or absent when a storage itself is checked: to check paths in it, set storage-path.',
  },
  {
    applies: ({ subject, limits }) => subject.kind === 'storage' && hasLimits(limits),
    sentence:
      'storage-max-age-seconds and storage-min-bytes need a storage-path: a storage itself has neither age nor size.',
  },
];

function judgeTogether(reader: InputReader, gate: GatePlan, versionId: string | undefined): void {
  for (const { applies, sentence } of CONFLICTS) {
    if (applies(gate, versionId)) {
      reader.complain(sentence);
    }
  }
}

const STORAGE_INPUTS = [
  'storage-path',
  'storage-url',
  'storage-name',
  'storage-version-id',
  'storage-expect',
  'storage-max-age-seconds',
  'storage-min-bytes',
  'storage-required',
  'storage-wait-seconds',
  'storage-list',
];

/** The runner only warns of an input that does not exist, and a misspelt gate must not pass. */
function refuseUnknown(reader: InputReader): void {
  const known = new Set(STORAGE_INPUTS.map((name) => `INPUT_${name.toUpperCase()}`));
  for (const variable of Object.keys(process.env)) {
    const name = variable.toUpperCase();
    if (name.startsWith('INPUT_STORAGE') && !known.has(name)) {
      const written = name.slice('INPUT_'.length).toLowerCase();
      reader.complain(`${written} is not an input of this action. Is ${likeliest(written)} meant?`);
    }
  }
}

/** The input that shares the longest start with `written`, hyphens and underscores aside. */
function likeliest(written: string): string {
  const letters = (name: string) => name.replace(/[-_]/g, '');
  const shared = (name: string) => {
    const [a, b] = [letters(name), letters(written)];
    let length = 0;
    while (length < a.length && a[length] === b[length]) {
      length++;
    }
    return length;
  };
  return STORAGE_INPUTS.reduce((best, name) => (shared(name) > shared(best) ? name : best));
}
