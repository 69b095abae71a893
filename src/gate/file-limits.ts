import type { StorageFile } from '../storage/answers.ts';
import { count, duration } from '../text.ts';
import type { FileLimits } from './gate.ts';

/** Whether a file is young and large enough, as far as its row of the listing tells. */
export type Judgement =
  | { readonly kind: 'met' }
  /** `words` follow the path: `is 3 days old (…)`. */
  | { readonly kind: 'unmet'; readonly words: string }
  /** `problem` follows "the listing": `has no size for it`. */
  | { readonly kind: 'unclear'; readonly problem: string; readonly advice: string };

/** Clocks of storage backends differ a little; a date further ahead is not one to rely on. */
const FUTURE_TOLERANCE_MS = 5 * 60 * 1000;

const ISO_DATE =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)\d*(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Judges a file by its row.
 *
 * @param now Unix time in milliseconds by the clock that the row's date is compared with
 */
export function judgeFile(file: StorageFile, limits: FileLimits, now: number): Judgement {
  const { maxAgeSeconds, minBytes } = limits;
  const modified = parseModifiedDate(file.modifiedDate);
  const size = file.size ?? Number.NaN;
  if (maxAgeSeconds !== undefined && modified === undefined) {
    return unclear('has no usable modifiedDate for it', 'storage-max-age-seconds');
  }
  if (maxAgeSeconds !== undefined && Number(modified) > now + FUTURE_TOLERANCE_MS) {
    return unclear('has a modifiedDate in the future for it', 'storage-max-age-seconds');
  }
  if (minBytes !== undefined && !(size >= 0)) {
    return unclear('has no usable size for it', 'storage-min-bytes');
  }
  const ageSeconds = Math.floor((now - (modified ?? now)) / 1000);
  if (maxAgeSeconds !== undefined && ageSeconds > maxAgeSeconds) {
    const words = `is ${duration(ageSeconds)} old (${ageSeconds} seconds; storage-max-age-seconds allows ${maxAgeSeconds})`;
    return { kind: 'unmet', words };
  }
  if (minBytes !== undefined && size < minBytes) {
    const words = `has ${count(size, 'byte')} (storage-min-bytes asks for ${minBytes})`;
    return { kind: 'unmet', words };
  }
  return { kind: 'met' };
}

/**
 * Unix time in milliseconds of a date as the service writes it, in UTC unless it has an offset. Undefined for one that
 * tells nothing: none, one that cannot be parsed, and the year 1, which stands for none.
 */
export function parseModifiedDate(text: string | null): number | undefined {
  const [, date = '', time = '', offset = 'Z'] = ISO_DATE.exec(text ?? '') ?? [];
  const parsed = Date.parse(`${date}T${time}${offset.toUpperCase()}`);
  return date.startsWith('0001-') || Number.isNaN(parsed) || !isCalendarDay(date)
    ? undefined
    : parsed;
}

/** Whether a month has the day; `Date` takes 30 February for 2 March. */
function isCalendarDay(date: string): boolean {
  return new Date(`${date}T00:00Z`).toISOString().startsWith(date);
}

function unclear(problem: string, input: string): Judgement {
  const advice = `Without that, ${input} cannot be judged: check the storage, or leave ${input} out.`;
  return { kind: 'unclear', problem, advice };
}
