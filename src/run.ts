import { explainMissingCredentials } from './auth/missing-credentials.ts';
import { seal } from './auth/sealed-token.ts';
import { areCredentialsMissing, Session } from './auth/session.ts';
import type { AccessToken } from './auth/token.ts';
import { AsposeAuthError } from './errors.ts';
import { gateFailure } from './gate/failure.ts';
import type { GatePlan } from './gate/gate.ts';
import { runGate } from './gate/rounds.ts';
import type { Client } from './http/client.ts';
import type { Plan } from './inputs/plan.ts';
import {
  explained,
  fitsJobOutput,
  type GateStatus,
  type Learned,
  type Outcome,
  resultRow,
} from './outcome.ts';
import { Storage } from './storage/storage.ts';
import { count } from './text.ts';

export interface RunTools {
  readonly client: Client;
  /**
   * Publishes a token as soon as it is known, so that a later step can use it even when a check fails. The one effect in
   * the middle of a run.
   */
  readonly onToken: (token: AccessToken, sealed: string | undefined) => void;
}

/** Does what the plan asks, from credentials to listing. Failures are outcomes too. */
export async function run(plan: Plan, tools: RunTools): Promise<Outcome> {
  const { auth, gate, listFolder } = plan;
  const learned: Learned = { host: auth.tokenUrl.host, gate, listFolder };
  if (areCredentialsMissing(auth) && plan.skipWhenMissing) {
    const reason = explainMissingCredentials(auth.missing);
    return { ...learned, kind: 'skipped', gateStatus: 'skipped', reason };
  }
  try {
    await carryOut(plan, tools, learned);
    return { ...complete(learned, tools), kind: 'authenticated' };
  } catch (error) {
    return { ...complete(learned, tools), kind: 'failed', error: explained(error) };
  }
}

function complete(learned: Learned, { client }: RunTools) {
  return { ...learned, retries: client.retries, gateStatus: gateStatus(learned) };
}

function gateStatus({ gate, verdict }: Learned): GateStatus {
  if (verdict !== undefined) {
    return verdict.passed ? 'passed' : 'failed';
  }
  return gate === undefined ? 'skipped' : 'unknown';
}

async function carryOut(plan: Plan, tools: RunTools, learned: Learned): Promise<void> {
  const { client } = tools;
  const session = await authenticate(plan, tools, learned);
  const storage = new Storage(client, session, plan.storage);
  if (plan.gate !== undefined) {
    await passGate(plan.gate, storage, learned);
  }
  if (plan.listFolder !== undefined) {
    await list(plan.listFolder, storage, learned);
  }
}

async function authenticate(
  { auth, seal: scope }: Plan,
  { client, onToken }: RunTools,
  learned: Learned,
): Promise<Session> {
  if (areCredentialsMissing(auth)) {
    throw new AsposeAuthError('missing-credentials', {
      summary: explainMissingCredentials(auth.missing),
      advice: 'To succeed without a token in such a run, set on-missing-credentials: skip.',
    });
  }
  const session = new Session(client, auth, (token) => {
    learned.token = token;
    onToken(token, scope && seal(token, scope));
  });
  await session.start();
  return session;
}

async function passGate(gate: GatePlan, storage: Storage, learned: Learned): Promise<void> {
  const verdict = await runGate(gate, storage);
  if (!fitsJobOutput(verdict.findings.map(resultRow))) {
    throw tooLarge(
      `The results of ${count(verdict.findings.length, 'path')}`,
      'Check fewer paths in one step, or a pattern.',
    );
  }
  learned.verdict = verdict;
  if (!verdict.passed && gate.required) {
    throw gateFailure(verdict, gate);
  }
}

async function list(folder: string, storage: Storage, learned: Learned): Promise<void> {
  const { files } = await storage.listFolder(folder, 'storage-list');
  if (!fitsJobOutput(files)) {
    throw tooLarge(
      `The listing of ${count(files.length, 'item')}`,
      'Set storage-list to a subfolder with fewer items.',
    );
  }
  learned.files = files;
}

function tooLarge(what: string, advice: string): AsposeAuthError {
  return new AsposeAuthError('bad-response', {
    summary: `${what} is larger than the 1 MiB that the runner takes as the outputs of a job.`,
    advice,
  });
}
