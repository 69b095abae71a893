import * as core from '@actions/core';

/** Masking shorter values would blot out innocent text all over the log. */
const SHORTEST_MASK = 8;

const secrets = new Set<string>();

/** Registers `secret` with the runner, which shows `***` in its place from the next line of the log on. */
export function mask(secret: string): void {
  if (secret === '' || secrets.has(secret)) {
    return;
  }
  if (secret.length >= SHORTEST_MASK) {
    // The runner masks each line of a secret by itself, and one of white space alone would blot out the log.
    core.setSecret(secret.replace(/^[^\S\r\n]+$/gm, ''));
  }
  secrets.add(secret);
}

/** Registers a token, and also its payload and its signature, which tools show on their own. */
export function maskToken(token: string): void {
  mask(token);
  for (const segment of token.split('.').slice(1)) {
    mask(segment);
  }
}

/** Whether `text` holds a value that was given to {@link mask}, as it is or in an encoding that servers echo. */
export function holdsSecret(text: string): boolean {
  const searched = text.toLowerCase();
  return [...secrets].some((secret) =>
    [
      secret,
      encodeURIComponent(secret),
      new URLSearchParams({ '': secret }).toString().slice(1),
      Buffer.from(secret).toString('base64'),
    ].some((form) => searched.includes(form.toLowerCase())),
  );
}

/**
 * `text` as it may stand in a line of the log: without characters that end the line, move the cursor or reorder what is
 * read, and without the mark that starts a workflow command in the middle of a line.
 */
export function printable(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, '\u{fffd}')
    .replaceAll('##[', '# #[');
}

/** `text` starts with words of this project's own, so that no value in it can start a workflow command. */
export function info(text: string): void {
  core.info(printable(text));
}

export function notice(text: string): void {
  core.notice(printable(text), { title: 'aspose-auth' });
}

export function warning(text: string): void {
  core.warning(printable(text), { title: 'aspose-auth' });
}

export function debug(text: string): void {
  core.debug(printable(text));
}
