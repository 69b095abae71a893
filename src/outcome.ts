import type { AccessToken } from './auth/token.ts';
import type { AsposeAuthError } from './errors.ts';
import type { GatePlan, Verdict } from './gate/gate.ts';
import type { StorageFile } from './storage/answers.ts';

/** The output `storage-gate`. */
export type GateStatus = 'passed' | 'failed' | 'skipped' | 'unknown';

/** What a run has come to. Everything that is reported is made from it. */
export type Outcome = Facts &
  (
    | { readonly kind: 'authenticated' }
    /** There are no credentials, and the step is to succeed without. */
    | { readonly kind: 'skipped'; readonly reason: string }
    | { readonly kind: 'failed'; readonly error: AsposeAuthError }
  );

interface Facts {
  readonly gateStatus: GateStatus;
  /** The gate and what it found, once the storage has answered. */
  readonly checked?: { readonly gate: GatePlan; readonly verdict: Verdict } | undefined;
  readonly listed?: { readonly folder: string; readonly files: readonly StorageFile[] } | undefined;
  /** The token in force at the end, if there was one. */
  readonly token?: AccessToken | undefined;
  /** Host of the token endpoint, if a token was requested. */
  readonly host?: string | undefined;
  /** How many requests were sent again. */
  readonly retries?: number;
}
