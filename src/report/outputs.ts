import { type AccessToken, expiryInstant, secondsLeft } from '../auth/token.ts';
import { resultsJson } from '../job-output.ts';
import type { Outcome } from '../outcome.ts';

type Outputs = Readonly<Record<string, string>>;

/** What a killed step leaves behind. */
export function initialOutputs(isCheckAsked: boolean): Outputs {
  return {
    status: 'failed',
    'error-code': 'internal-error',
    'storage-gate': isCheckAsked ? 'unknown' : 'skipped',
  };
}

/** @param sealed the token encrypted for other jobs, if it is */
export function tokenOutputs(token: AccessToken, sealed: string | undefined): Outputs {
  const left = secondsLeft(token);
  return {
    'access-token': token.value,
    ...(sealed === undefined ? {} : { 'sealed-token': sealed }),
    'token-type': 'Bearer',
    'expires-in': left === undefined ? '' : String(Math.max(0, left)),
    'expires-at': expiryInstant(token) ?? '',
  };
}

export function outcomeOutputs(outcome: Outcome): Outputs {
  const { kind, gateStatus, listed } = outcome;
  return {
    status: kind,
    'error-code': kind === 'failed' ? outcome.error.code : '',
    'storage-gate': gateStatus,
    ...gateOutputs(outcome),
    ...(listed === undefined ? {} : { 'storage-files': JSON.stringify(listed.files) }),
  };
}

function gateOutputs({ checked }: Outcome): Outputs {
  if (checked === undefined) {
    return {};
  }
  const { gate, verdict } = checked;
  return {
    'storage-exists': String(verdict.exists),
    'storage-results': gate.subject.kind === 'storage' ? '[]' : resultsJson(verdict.findings),
  };
}
