import { explainMissingCredentials } from './auth/missing-credentials.ts';
import { seal } from './auth/sealed-token.ts';
import { areCredentialsMissing, Session } from './auth/session.ts';
import type { AccessToken } from './auth/token.ts';
import { AsposeAuthError } from './errors.ts';
import { gateFailure } from './gate/failure.ts';
import type { Verdict } from './gate/gate.ts';
import { runGate } from './gate/rounds.ts';
import type { Client } from './http/client.ts';
import type { Plan } from './inputs/plan.ts';
import { requireJobOutput, resultsJson } from './job-output.ts';
import type { GateStatus, Outcome } from './outcome.ts';
import type { StorageFile } from './storage/answers.ts';
import { Storage } from './storage/storage.ts';
import { count } from './text.ts';
import { explained } from './unexpected.ts';

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
  if (areCredentialsMissing(plan.auth) && plan.skipWhenMissing) {
    const reason = explainMissingCredentials(plan.auth);
    return { kind: 'skipped', gateStatus: 'skipped', reason };
  }
  const steps = new Steps(plan, tools);
  try {
    await steps.authenticate();
    await steps.passGate();
    await steps.list();
    return { kind: 'authenticated', ...steps.facts() };
  } catch (error) {
    return { kind: 'failed', error: explained(error), ...steps.facts() };
  }
}

/** The steps of a run, and what they have learned so far. */
class Steps {
  private readonly plan: Plan;
  private readonly client: Client;
  private readonly session: Session;
  private readonly storage: Storage;
  private token: AccessToken | undefined;
  private verdict: Verdict | undefined;
  private files: readonly StorageFile[] | undefined;

  constructor(plan: Plan, { client, onToken }: RunTools) {
    this.plan = plan;
    this.client = client;
    this.session = new Session(client, plan.auth, (token) => {
      this.token = token;
      onToken(token, plan.seal && seal(token, plan.seal));
    });
    this.storage = new Storage(client, this.session, plan.storage);
  }

  async authenticate(): Promise<void> {
    const { auth } = this.plan;
    if (areCredentialsMissing(auth)) {
      throw new AsposeAuthError('missing-credentials', {
        summary: explainMissingCredentials(auth),
        advice: 'If the step is to succeed without credentials, set on-missing-credentials: skip.',
      });
    }
    await this.session.start();
  }

  async passGate(): Promise<void> {
    const { gate } = this.plan;
    if (gate === undefined) {
      return;
    }
    const verdict = await runGate(gate, this.storage);
    requireJobOutput(resultsJson(verdict.findings), {
      what: `The list of results for ${count(verdict.findings.length, 'path')}`,
      advice: 'Check fewer paths in one step, or a pattern.',
    });
    this.verdict = verdict;
    if (!verdict.passed && gate.required) {
      throw gateFailure(verdict, gate);
    }
  }

  async list(): Promise<void> {
    const { listFolder } = this.plan;
    if (listFolder === undefined) {
      return;
    }
    const { files } = await this.storage.listFolder(listFolder, 'storage-list');
    requireJobOutput(JSON.stringify(files), {
      what: `The listing of ${count(files.length, 'item')}`,
      advice: 'Set storage-list to a subfolder with fewer items.',
    });
    this.files = files;
  }

  facts() {
    const { gate, listFolder, auth } = this.plan;
    return {
      gateStatus: this.gateStatus(),
      checked: gate && this.verdict && { gate, verdict: this.verdict },
      listed: this.files && { folder: listFolder ?? '', files: this.files },
      token: this.token,
      host: this.session.hasRequested ? auth.tokenUrl.host : undefined,
      retries: this.client.retries,
    };
  }

  private gateStatus(): GateStatus {
    if (this.verdict !== undefined) {
      return this.verdict.passed ? 'passed' : 'failed';
    }
    return this.plan.isCheckAsked ? 'unknown' : 'skipped';
  }
}
