import type { SealScope } from '../auth/sealed-token.ts';
import type { AuthPlan } from '../auth/session.ts';
import { AsposeAuthError } from '../errors.ts';
import type { StoragePlan } from '../storage/storage.ts';
import { count } from '../text.ts';
import { isNothingGiven, readAuth, readSealScope } from './credentials.ts';
import { ENV_NAME } from './env-name.ts';
import { isCheckAsked, readStorageInputs, type StorageInputs } from './gate.ts';
import { InputReader } from './reader.ts';
import { BOOLEAN, oneOf, secondsFrom, serviceUrl } from './rules.ts';

/** What the step is asked to do. */
export interface Plan {
  readonly auth: AuthPlan;
  readonly skipWhenMissing: boolean;
  readonly timeoutSeconds: number;
  /** Name of the environment variable to export the token as, if one is wanted. */
  readonly exportTo: string | undefined;
  /** What to seal tokens with for the other jobs, if they are. */
  readonly seal: SealScope | undefined;
  readonly jobSummary: boolean;
  readonly storage: StoragePlan;
  readonly isCheckAsked: boolean;
  /** Undefined when no check is asked for. */
  readonly gate: StorageInputs['gate'];
  /** The folder to list, if one is. */
  readonly listFolder: string | undefined;
  /** What is odd about the inputs, but no reason to stop. */
  readonly warnings: readonly string[];
}

/** What the inputs come to. */
export type Reading =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | {
      readonly kind: 'refused';
      /** `invalid-input`, with a sentence for each input that breaks its rule. */
      readonly error: AsposeAuthError;
      readonly gateStatus: 'unknown' | 'skipped';
      readonly jobSummary: boolean;
    };

/**
 * Reads every input. Missing credentials are judged before the inputs of the storage, as pull requests from forks get
 * neither secrets nor variables.
 */
export function readPlan(): Reading {
  const reader = new InputReader();
  const url = serviceUrl(reader.defaulted('allow-http', BOOLEAN));
  const baseUrl = reader.defaulted('base-url', url).href.replace(/\/+$/, '');
  const envName = reader.defaulted('env-name', ENV_NAME);
  const seal = readSealScope(reader);
  const auth = {
    ...readAuth(reader, seal),
    tokenUrl: reader.read('token-url', url, `${baseUrl}/connect/token`),
    minValiditySeconds: reader.defaulted('min-validity-seconds', secondsFrom(0)),
  };
  const general = {
    auth,
    seal,
    skipWhenMissing: reader.defaulted('on-missing-credentials', oneOf(['fail', 'skip'])) === 'skip',
    timeoutSeconds: reader.defaulted('timeout-seconds', secondsFrom(1)),
    exportTo: reader.defaulted('export-env', BOOLEAN) ? envName : undefined,
    jobSummary: reader.defaulted('job-summary', BOOLEAN),
  };
  const storageUrl = reader.read('storage-url', url, `${baseUrl}/v4.0/html`);
  const storageReader = new InputReader();
  const { isGateRefused, ...storage } = readStorageInputs(storageReader);
  const isMissing = isNothingGiven();
  const faults = isMissing ? reader.faults : [...reader.faults, ...storageReader.faults];
  if (faults.length > 0) {
    return {
      kind: 'refused',
      error: refusal(faults),
      gateStatus: isCheckAsked() || (isGateRefused && !isMissing) ? 'unknown' : 'skipped',
      jobSummary: general.jobSummary,
    };
  }
  const { storageName, versionId, gate, listFolder } = storage;
  const plan = {
    ...general,
    storage: { storageUrl, storageName, versionId },
    isCheckAsked: isCheckAsked(),
    gate,
    listFolder,
    warnings: reader.warnings,
  };
  return { kind: 'plan', plan };
}

function refusal(faults: readonly string[]): AsposeAuthError {
  return new AsposeAuthError('invalid-input', {
    summary: `This step cannot run as it is written (${count(faults.length, 'mistake')}):`,
    details: faults,
    advice: 'Correct the step under "with:".',
  });
}
