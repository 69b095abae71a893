import type { AsposeAuthError, ErrorCode } from '../errors.ts';
import { clip, fitting, printable } from '../text.ts';
import { VERSION } from '../version.ts';

/** The runner cuts an annotation after 4,096 UTF-16 units. */
const MOST = 4000;
const LONGEST_SUMMARY = 1500;
const LONGEST_DETAIL = 500;

/** Room for the line that says how many details are left out. */
const REST = 60;

export interface Annotation {
  readonly title: string;
  readonly message: string;
  /** Whether it holds all details. */
  readonly isComplete: boolean;
}

/** An error as an annotation: what failed, as many details as fit, what to do next, and where to read more. */
export function annotationOf({ code, summary, details, advice }: AsposeAuthError): Annotation {
  const start = clip(printable(summary), LONGEST_SUMMARY);
  const end = `${printable(advice)} See ${troubleshootingUrl(code)}`;
  const lines = details.map((detail) => `- ${clip(printable(detail), LONGEST_DETAIL)}`);
  const shown = fitting(lines, MOST - start.length - end.length - REST);
  const left = lines.length - shown.length;
  const rest = left > 0 ? [`- and ${left} more, which the log of this step lists`] : [];
  return {
    title: `aspose-auth: ${code}`,
    message: lines.length === 0 ? `${start} ${end}` : [start, ...shown, ...rest, end].join('\n'),
    isComplete: left === 0,
  };
}

/** Where the documentation of this version deals with failures of this kind. */
export function troubleshootingUrl(code: ErrorCode): string {
  return `https://github.com/org/aspose-auth/blob/v${VERSION}/docs/troubleshooting.md#${code}`;
}
