import type { ErrorCode } from '../errors.ts';
import { isTransient } from '../service/answer.ts';

/** Why an attempt brought no answer, and whether another may. */
export interface Failure {
  readonly code: ErrorCode;
  readonly reason: string;
  readonly advice: string;
  readonly retry: boolean;
}

const TRANSIENT_ERROR =
  /^(EAI_AGAIN|ECONN(ABORTED|REFUSED|RESET)|EHOSTUNREACH|ENET(DOWN|UNREACH)|EPIPE|ETIMEDOUT)$/;

/** What to do, by the first pattern that fits the reason. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [
    /^ERR_INVALID_URL$/,
    'https_proxy or http_proxy must be the URL of an http or https proxy, with user and password percent-encoded.',
  ],
  [
    /proxy.*(DEPTH|SELF|UNABLE)_/,
    'Set NODE_EXTRA_CA_CERTS to a PEM file with the authority of the proxy.',
  ],
  [/proxy/, 'Check https_proxy or http_proxy, its user and password, and no_proxy.'],
  [/^HPE_/, 'That is not valid HTTP: check scheme and port of base-url and the other URLs.'],
  [
    /^(DEPTH|SELF|UNABLE)_/,
    'If its authority is right, add it by NODE_EXTRA_CA_CERTS (a PEM file).',
  ],
  [/^(EPROTO|ERR_SSL)/, 'Check scheme, host and port: does the port speak TLS?'],
  [/^(CERT|ERR_TLS)/, "Check the host and the runner's clock."],
  [
    /^ENOTFOUND$/,
    'Check the host of base-url and the other URLs; behind a proxy, set https_proxy.',
  ],
  [/./, 'Check that the runner may connect to it; behind a proxy, set https_proxy or http_proxy.'],
];

/** @throws `error` itself when it is none of the network's */
export function networkFailure(error: unknown): Failure {
  const { message, code, isOfProxy } = error as NodeJS.ErrnoException & { isOfProxy?: true };
  // An answer other than 200 is told in words.
  const [, status] = /^Bad response: (\d+)$/.exec(message) ?? [];
  if (isOfProxy && status !== undefined) {
    return failure(`the proxy answered HTTP ${status}`, isTransient(Number(status)));
  }
  if (code === undefined) {
    throw error;
  }
  const reason = isOfProxy ? `the proxy failed with ${code}` : code;
  return failure(reason, TRANSIENT_ERROR.test(code));
}

/** Nothing, or not all of an answer, within the time of an attempt. */
export const SILENCE: Failure = {
  code: 'timeout',
  reason: 'nothing complete came back',
  advice: 'If the service is slow, raise timeout-seconds; else check that the runner can reach it.',
  retry: true,
};

function failure(reason: string, retry: boolean): Failure {
  const code = reason.startsWith('HPE_') ? 'bad-response' : 'unreachable';
  return { code, reason, advice: ADVICE.find(([fits]) => fits.test(reason))?.[1] ?? '', retry };
}
