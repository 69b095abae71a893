import { createRandom } from '../support/random.ts';

/** The same characters at every run, out of all that ASCII prints. */
function pseudoRandom(length: number, seed: number): string {
  const random = createRandom(seed);
  const characters = Array.from({ length }, () =>
    String.fromCharCode(0x20 + Math.floor(random() * 95)),
  );
  return characters.join('');
}

/** Made-up client secrets by what is special about them. */
export const SECRETS = {
  'of the usual shape': '5f0c3a9e7b1d4826a0c4e8f2b6d91735',
  'of 200 random characters': `x${pseudoRandom(198, 20_260_131)}x`,
  'with marks': `pa+ss&wo%rd="quo'ted"<&>/one\\two%0A::x`,
} as const;

/** Secrets that the action warns of: of what a sloppy paste leaves in one or around it. */
export const PASTED_SECRETS = {
  'of many lines': 'first-line-4711\r\nsecond "line" 0815\n\nthird-line-%2B+=&',
  'with white space around it': ' \tpadded-secret-4711 \n',
  'with lines of white space': '   \n first-line-4711 \n \t \n\n  second-line-0815 \n  ',
} as const;

/** An ordinary secret and a pasted one, by turns: how a secret is masked and searched for depends on nothing else. */
export function shapesOf(index: number): readonly (readonly [shape: string, secret: string])[] {
  return [SECRETS, PASTED_SECRETS].flatMap((secrets) => {
    const all = Object.entries(secrets);
    return all.slice(index % all.length).slice(0, 1);
  });
}

/** A secret, its lines, and what is left of either when trimmed. */
export function secretParts(secret: string): string[] {
  const lines = secret.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  return [...new Set([secret, secret.trim(), ...lines, ...lines.map((line) => line.trim())])];
}

/** A token and the segments of it that tell something on their own. */
export function tokenParts(token: string): string[] {
  return token === '' ? [] : [token, ...token.split('.').slice(1)];
}
