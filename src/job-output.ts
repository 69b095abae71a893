import { AsposeAuthError } from './errors.ts';
import type { Finding } from './gate/gate.ts';

/** What the runner accepts as the outputs of a job, which it counts in UTF-16. */
const MAX_BYTES = 1024 * 1024;

/** The output `storage-results`. JSON leaves out what was not looked up. */
export function resultsJson(findings: readonly Finding[]): string {
  return JSON.stringify(
    findings.map(({ path, exists, isFolder, met, size, modifiedDate, matches }) => {
      return { path, exists, isFolder, met, size, modifiedDate, matches };
    }),
  );
}

/**
 * Makes sure that an output can be passed on to other jobs. A part of it would pass for the whole.
 *
 * @param what the start of a sentence: `The listing of 9000 items`
 * @throws AsposeAuthError `bad-response`
 */
export function requireJobOutput(
  json: string,
  { what, advice }: { what: string; advice: string },
): void {
  if (Buffer.byteLength(json, 'utf16le') > MAX_BYTES) {
    throw new AsposeAuthError('bad-response', {
      summary: `${what} is larger than 1 MiB, which is the most that the runner takes as the outputs of a job.`,
      advice,
    });
  }
}
