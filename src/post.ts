/**
 * The post step: explains a late 401 before anyone has to wonder. It publishes nothing and never fails the job, and since
 * every job pays for it, it loads nothing either, not even the toolkit.
 *
 * @param expiresAt the ISO 8601 instant that the main step left behind; empty when there is no token or no known expiry
 */
export function warnIfExpired(expiresAt: string): void {
  const expiry = Date.parse(expiresAt);
  if (expiry <= Date.now()) {
    process.stdout.write(
      `::warning title=aspose-auth::The access token expired at ${new Date(expiry).toISOString().replace('.000', '')}, while the job was still running: a 401 after that comes from the expiry. Unless a later step requested another token, use the action again before the steps that need one so late.\n`,
    );
  }
}
