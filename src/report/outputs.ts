import { type AccessToken, expiryInstant, secondsLeft } from '../auth/token.ts';
import { type Outcome, resultRow } from '../outcome.ts';

type Outputs = Readonly<Record<string, string>>;

/** What a step leaves behind that is killed. */
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
  const { kind, gate, gateStatus, verdict, files } = outcome;
  const isStorage = gate?.subject.kind === 'storage';
  return {
    status: kind,
    'error-code': kind === 'failed' ? outcome.error.code : '',
    'storage-gate': gateStatus,
    ...(verdict === undefined
      ? {}
      : {
          'storage-exists': String(verdict.exists),
          'storage-results': isStorage ? '[]' : JSON.stringify(verdict.findings.map(resultRow)),
        }),
    ...(files === undefined ? {} : { 'storage-files': JSON.stringify(files) }),
  };
}
