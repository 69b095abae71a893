import type { StorageFile } from '../storage/answers.ts';
import { count, duration } from '../text.ts';
import type { FileLimits } from './gate.ts';

/** Whether a file is young and large enough, as far as its row of the listing tells. */
export type Judgement =
  | { readonly kind: 'met' }
  /** `words` follow the path: `is 3 days old, and …`. */
  | { readonly kind: 'unmet'; readonly words: string }
  /** `problem` follows "the listing": `has no usable size for it`. */
  | { readonly kind: 'unclear'; readonly problem: string };

/** Clocks of storage backends differ a little; a date further ahead is not one to rely on. */
const CLOCK_TOLERANCE_MS = 5 * 60 * 1000;

const ISO_DATE =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)\d*(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Judges a file by its row.
 *
 * @param now Unix time in milliseconds by the clock that the row's date is compared with
 */
export function judgeFile(file: StorageFile, limits: FileLimits, now: number): Judgement {
  const { maxAgeSeconds, minBytes } = limits;
  const modified = parseModifiedDate(file.modifiedDate, now);
  if (maxAgeSeconds !== undefined && modified === undefined) {
    return { kind: 'unclear', problem: 'has no usable modifiedDate for it' };
  }
  if (minBytes !== undefined && !((file.size ?? -1) >= 0)) {
    return { kind: 'unclear', problem: 'has no usable size for it' };
  }
  const ageSeconds = Math.floor((now - (modified ?? now)) / 1000);
  if (maxAgeSeconds !== undefined && ageSeconds > maxAgeSeconds) {
    return {
      kind: 'unmet',
      words: `is ${duration(ageSeconds)} old, and storage-max-age-seconds allows ${duration(maxAgeSeconds)}`,
    };
  }
  if (minBytes !== undefined && Number(file.size) < minBytes) {
    return {
      kind: 'unmet',
      words: `has ${count(Number(file.size), 'byte')}, and storage-min-bytes asks for ${count(minBytes, 'byte')}`,
    };
  }
  return { kind: 'met' };
}

/**
 * Unix time in milliseconds of a date as the service writes it, in UTC unless it has an offset. Undefined for one that says
 * nothing: none, one that cannot be parsed, the year 1 and the future.
 */
export function parseModifiedDate(text: string | null, now: number): number | undefined {
  const [, date = '', time = '', offset = 'Z'] = ISO_DATE.exec(text ?? '') ?? [];
  const parsed = Date.parse(`${date}T${time}${offset.toUpperCase()}`);
  const isUsable = !date.startsWith('0001-') && parsed <= now + CLOCK_TOLERANCE_MS;
  return isUsable ? parsed : undefined;
}
