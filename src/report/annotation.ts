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
  /** All details of the error, when not all of them fit; otherwise none. */
  readonly cut: readonly string[];
}

/** An error as an annotation: what failed, as many details as fit, what to do next, and where to read more. */
export function annotationOf({ code, summary, details, advice }: AsposeAuthError): Annotation {
  const title = `aspose-auth: ${code}`;
  const start = clip(printable(summary), LONGEST_SUMMARY);
  const end = `${printable(advice)} See ${troubleshootingUrl(code)}`;
  if (details.length === 0) {
    return { title, message: `${start} ${end}`, cut: [] };
  }
  const lines = details.map((detail) => `- ${clip(printable(detail), LONGEST_DETAIL)}`);
  const shown = fitting(lines, MOST - start.length - end.length - REST);
  const more = lines.length - shown.length;
  const rest = more > 0 ? [`- and ${more} more, which the log of this step lists`] : [];
  const message = [start, ...shown, ...rest, end].join('\n');
  return { title, message, cut: more > 0 ? details : [] };
}

/** Where the documentation of this version deals with failures of this kind. */
export function troubleshootingUrl(code: ErrorCode): string {
  return `https://github.com/org/aspose-auth/blob/v${VERSION}/docs/troubleshooting.md#${code}`;
}
