import { Client } from './http/client.ts';
import { takeProxyVariables } from './http/proxy.ts';
import { isCheckAsked } from './inputs/gate.ts';
import { readPlan } from './inputs/plan.ts';
import { maskSecretInputs } from './inputs/secret-inputs.ts';
import { publishOutcome, publishStart, publishToken } from './publish.ts';
import { annotationOf } from './report/annotation.ts';
import { run } from './run.ts';
import { annotateError, warning } from './runner/commands.ts';
import { explained } from './unexpected.ts';

/** The main step. Ends the process in any case, with 0 only after a run that succeeded. */
async function main(): Promise<void> {
  maskSecretInputs();
  publishStart(isCheckAsked());
  // An earlier step may have set it for all later ones.
  delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  // HttpClient would tell it to the service.
  delete process.env.ACTIONS_ORCHESTRATION_ID;
  const proxies = takeProxyVariables(process.env);
  const reading = readPlan();
  if (reading.kind === 'refused') {
    const { error, gateStatus, jobSummary } = reading;
    publishOutcome({ kind: 'failed', error, gateStatus }, jobSummary);
    return exit(1);
  }
  const { plan } = reading;
  for (const sentence of plan.warnings) {
    warning(sentence);
  }
  const outcome = await run(plan, {
    client: new Client(plan.timeoutSeconds, proxies),
    onToken: (token, sealed) => publishToken(token, sealed, plan.exportTo),
  });
  publishOutcome(outcome, plan.jobSummary);
  exit(outcome.kind === 'failed' ? 1 : 0);
}

/** The last resort, for bugs and for files of the runner that cannot be written. */
function fail(error: unknown): void {
  const { title, message } = annotationOf(explained(error));
  annotateError(title, message);
  exit(1);
}

/** Ends the process, since a connection that a proxy holds open would keep it alive; what was printed goes out first. */
function exit(code: 0 | 1): void {
  process.stdout.write('', () => process.exit(code));
}

// Failure is the outcome until the run has come to its end.
process.exitCode = 1;
process.on('uncaughtException', fail);
process.once('beforeExit', () => fail(new Error('the event loop ran dry')));
main().catch(fail);
