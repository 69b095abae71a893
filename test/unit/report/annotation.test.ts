import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AsposeAuthError, ERROR_CODES } from '../../../src/errors.ts';
import { annotationOf, troubleshootingUrl } from '../../../src/report/annotation.ts';
import { fc } from '../../support/random.ts';

test('whatever fails, host, advice and link survive in 4,000 units', () => {
  const long = fc.string({ unit: 'binary', maxLength: 3000 });
  fc.assert(
    fc.property(fc.constantFrom(...ERROR_CODES), long, fc.array(long), (code, text, details) => {
      const advice = 'Check host api.example and storage-url.';
      const summary = `GET api.example: HTTP 503 ${text}`;
      const error = new AsposeAuthError(code, { summary, details, advice });
      const { message, title } = annotationOf(error);
      assert.equal(title, `aspose-auth: ${code}`);
      assert.ok(message.length <= 4000, `${message.length}`);
      assert.ok(message.startsWith('GET api.example: HTTP 503'));
      assert.ok(message.includes(advice) && message.endsWith(troubleshootingUrl(code)));
      assert.doesNotMatch(message.replaceAll('\n', ''), /\p{Cc}/u);
    }),
    { numRuns: 200 },
  );
});

test('details that do not fit are counted', () => {
  const details = Array.from({ length: 300 }, (_, index) => `/folder/${index} does not exist`);
  const error = new AsposeAuthError('storage-gate-failed', { summary: 'S', details, advice: 'A' });
  const { message, cut } = annotationOf(error);
  const shown = message.match(/does not exist/g)?.length ?? 0;
  assert.match(message, new RegExp(`\\b${300 - shown} more\\b`));
  assert.deepEqual(cut, details);
});

test('details that fit are all there, and nothing is said of more', () => {
  const details = ['/a does not exist', '/b does not exist'];
  const error = new AsposeAuthError('storage-gate-failed', { summary: 'S', details, advice: 'A' });
  const { message, cut } = annotationOf(error);
  const end = `A See ${troubleshootingUrl('storage-gate-failed')}`;
  assert.deepEqual(message.split('\n'), ['S', ...details.map((detail) => `- ${detail}`), end]);
  assert.deepEqual(cut, []);
});

test('without details everything stands in one line', () => {
  const error = new AsposeAuthError('timeout', { summary: 'S.', advice: 'A.' });
  assert.equal(annotationOf(error).message, `S. A. See ${troubleshootingUrl('timeout')}`);
});
