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

/** Keeps a value out of what servers are quoted with, without masking it: a Client Id that is a secret put in its place. */
export function withhold(value: string): void {
  if (value.length >= SHORTEST_MASK) {
    secrets.add(value);
  }
}

/** Registers a token, and also its payload and its signature, which tools show on their own. */
export function maskToken(token: string): void {
  mask(token);
  for (const segment of token.split('.').slice(1)) {
    mask(segment);
  }
}

/** Fewer characters of a secret in a row are taken for chance. */
const SHORTEST_PART = 12;

/**
 * Whether `text` holds a value that was given to {@link mask}, or a part of it that is long enough to tell something, as
 * it is or in an encoding that servers echo. A server may quote a secret cut short, or a line of one that has several.
 */
export function holdsSecret(text: string): boolean {
  const searched = text.toLowerCase();
  return [...secrets]
    .flatMap(echoedForms)
    .some((form) => parts(form.toLowerCase()).some((part) => searched.includes(part)));
}

function echoedForms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret.toWellFormed()),
    new URLSearchParams({ '': secret }).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    // What comes before the secret moves its base64, as a user name does in Basic authentication.
    ...[0, 1, 2].map((shift) => bytes.subarray(shift).toString('base64').replace(/.?=*$/, '')),
  ].filter((form) => form === secret || form.length >= SHORTEST_MASK);
}

function parts(form: string): string[] {
  const starts = Math.max(1, form.length - SHORTEST_PART + 1);
  return Array.from({ length: starts }, (_, start) => form.slice(start, start + SHORTEST_PART));
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
