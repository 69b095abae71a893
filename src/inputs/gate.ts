import { EXPECTATIONS, type GatePlan, hasLimits } from '../gate/gate.ts';
import { isPattern } from '../gate/pattern.ts';
import { rawInput } from '../runner/commands.ts';
import { given, type InputReader } from './reader.ts';
import { BOOLEAN, noneOr, oneOf, secondsFrom } from './rules.ts';
import { folderFault, nameFault, readPaths } from './storage-paths.ts';
import { unknownStorageInputs } from './unknown-inputs.ts';

/** What is asked of the storage. */
export interface StorageInputs {
  readonly storageName: string | undefined;
  readonly versionId: string | undefined;
  /** Undefined when no check is asked for. */
  readonly gate: GatePlan | undefined;
  /** Whether an input of the gate breaks its rule. */
  readonly isGateRefused: boolean;
  /** The folder to list, if one is. */
  readonly listFolder: string | undefined;
}

const AGE = noneOr({ least: 1, most: 31_536_000, unit: 'seconds' });
const SIZE = noneOr({ least: 1, most: Number.MAX_SAFE_INTEGER, unit: 'bytes' });

/** Whether a check of the storage is asked for, even by a misspelt input, whatever the other inputs are. */
export function isCheckAsked(): boolean {
  return (
    given('storage-path') !== 'none' ||
    asksForStorage() ||
    unknownStorageInputs(process.env).length > 0
  );
}

/** Whether the storage itself is asked for; with `storage-list`, the name only selects where to list. */
function asksForStorage(): boolean {
  return given('storage-name') !== '' && given('storage-list') === '';
}

/** Reads the inputs of the gate and of the listing. */
export function readStorageInputs(reader: InputReader): StorageInputs {
  for (const sentence of unknownStorageInputs(process.env)) {
    reader.complain(sentence);
  }
  const storageName = readName(reader, 'storage-name');
  const versionId = readName(reader, 'storage-version-id');
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
  const isGateRefused = reader.faults.length > 0;
  return { storageName, versionId, gate, isGateRefused, listFolder: readFolder(reader) };
}

function numberOf(value: number | 'none' | undefined): number | undefined {
  return value === 'none' ? undefined : value;
}

function readName(
  reader: InputReader,
  input: 'storage-name' | 'storage-version-id',
): string | undefined {
  const name = given(input) || undefined;
  const fault = name && nameFault(input, name);
  if (fault !== undefined) {
    reader.complain(fault);
  }
  return name;
}

function readSubject(reader: InputReader): GatePlan['subject'] | undefined {
  if (given('storage-path') === 'none') {
    return asksForStorage() ? { kind: 'storage', name: given('storage-name') } : undefined;
  }
  const { paths, faults } = readPaths(rawInput('storage-path'));
  if (paths.length === 0) {
    reader.complain(
      `storage-path is empty. Is a variable in it not set? To check nothing, write none, or \${{ vars.NAME || 'none' }} for an optional variable.`,
    );
  }
  for (const fault of faults) {
    reader.complain(fault);
  }
  return { kind: 'paths', paths };
}

function readFolder(reader: InputReader): string | undefined {
  const folder = given('storage-list') || undefined;
  const fault = folder && folderFault(folder);
  if (fault !== undefined) {
    reader.complain(fault);
  }
  return folder;
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
      'storage-version-id needs exactly one path in storage-path. It cannot be used with *, storage-max-age-seconds, storage-min-bytes, or a check of the storage itself.',
  },
  {
    applies: ({ expect, limits }) => hasLimits(limits) && ['absent', 'folder'].includes(expect),
    sentence:
      'storage-max-age-seconds and storage-min-bytes need storage-expect: exists or file, because only a file has an age and a size.',
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
