/*
 * The post step explains a late 401 before anyone has to wonder. It publishes nothing and never fails the job. Every job
 * pays for it, so it loads nothing, not even the toolkit.
 */
const { STATE_expiresAt: expiresAt = '', STATE_clockOffsetMs: clockOffsetMs = '' } = process.env;

const expiry = Date.parse(expiresAt);
if (expiry <= Date.now() + Number(clockOffsetMs)) {
  // Written anew from the time, as an earlier step may have set the variable to anything.
  const instant = new Date(expiry).toISOString().replace('.000', '');
  process.stdout.write(
    `::warning title=aspose-auth::The access token expired at ${instant}, while the job was still running. A 401 after that comes from the expiry: use the action again before the steps that need a token so late.\n`,
  );
}
