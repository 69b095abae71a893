import { explainMissingCredentials } from './auth/missing-credentials.ts';
import { openSession } from './auth/session.ts';
import { AsposeAuthError } from './errors.ts';
import { type Gate, gateFailure, runGate } from './gate/gate.ts';
import type { Http } from './http/client.ts';
import type { Inputs } from './inputs/plan.ts';
import * as outputs from './report/outputs.ts';
import { type Report, renderSummary } from './report/summary.ts';
import { info, notice } from './runner/log.ts';
import { createStorage, type Storage } from './storage/storage.ts';
import { count } from './text.ts';

/**
 * A run, from credentials to summary. Whatever is learned is published at once, so that a later step can use it even when
 * this one fails.
 *
 * @throws AsposeAuthError for every way to fail that the reader can do something about
 */
export async function run(inputs: Inputs, http: Http): Promise<void> {
  const report: Report = { host: inputs.tokenUrl.host, requests: 0 };
  try {
    await story(inputs, http, report);
  } catch (error) {
    report.failure =
      error instanceof AsposeAuthError
        ? error
        : { code: 'internal-error', message: 'An unexpected error ended the run.' };
    throw error;
  } finally {
    if (inputs.jobSummary) {
      report.requests = http.requests;
      outputs.publishSummary(renderSummary(report));
    }
  }
}

async function story(inputs: Inputs, http: Http, report: Report): Promise<void> {
  const { auth, gate, listFolder } = inputs;
  if (auth.kind === 'missing') {
    const explanation = explainMissingCredentials(auth.missing);
    if (!inputs.skipWhenMissing) {
      throw new AsposeAuthError(
        'missing-credentials',
        `${explanation} To do without a token in such a run, set on-missing-credentials: skip.`,
      );
    }
    report.skipped = explanation;
    notice(`Skipped: no token was requested. ${explanation}`);
    outputs.publishSkipped();
    return;
  }
  const session = await openSession({
    http,
    auth,
    tokenUrl: inputs.tokenUrl,
    minValiditySeconds: inputs.minValiditySeconds,
    publish(token) {
      report.token = token;
      outputs.publishToken(token, inputs.exportTo);
    },
  });
  const storage = createStorage({ http, session }, inputs);
  if (gate !== undefined) {
    await passGate(gate, storage, report);
  }
  if (listFolder !== undefined) {
    const files = await storage.listFolder(listFolder);
    outputs.publishFiles(files);
    info(`Listed ${listFolder}: ${count(files.length, 'item')}.`);
  }
  outputs.publishSuccess();
}

async function passGate(gate: Gate, storage: Storage, report: Report): Promise<void> {
  const verdict = await runGate(gate, storage);
  report.verdict = verdict;
  outputs.publishGate(verdict);
  for (const line of verdict.unmet) {
    info(`Not as expected (${gate.expect}): ${line}`);
  }
  if (verdict.passed) {
    info(`The gate passed: everything is as expected (${gate.expect}).`);
  } else if (gate.required) {
    throw gateFailure(verdict);
  }
}
