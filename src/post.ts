/*
 * The post step explains a late 401 before anyone has to wonder. It publishes nothing and never fails the job. Every job
 * pays for it, so it loads nothing, not even the toolkit.
 */
const { STATE_expiresAt: expiresAt = '', STATE_clockOffsetMs: clockOffsetMs = '' } = process.env;

// An earlier step may have set the variable to anything.
const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(expiresAt);
if (isInstant && Date.parse(expiresAt) <= Date.now() + Number(clockOffsetMs)) {
  process.stdout.write(
    `::warning title=aspose-auth::The access token expired at ${expiresAt}, while the job was still running. A 401 after that comes from the expiry: use the action again before the steps that need a token so late.\n`,
  );
}
