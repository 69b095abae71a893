import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAuthenticated, assertFailed } from '../support/assertions.ts';
import { makeJwt } from '../support/credentials.ts';
import { run } from '../support/run.ts';
import { type Answerer, inTurn, reply, startServer } from '../support/server.ts';
import { service } from '../support/service.ts';

const token = makeJwt();
const grant = reply({ access_token: token, expires_in: 3600 });
const silence: Answerer = () => {};
const busy = (retryAfter: string) =>
  reply({}, { status: 503, headers: { 'retry-after': retryAfter } });

/** Which statuses and faults are retried at all is in the fault matrix, every form of `Retry-After` in its unit test. */
describe('a retry', { concurrency: 8 }, () => {
  test('is the whole request again, over a new connection', async () => {
    const unavailable = reply({}, { status: 503 });
    await using server = await startServer(inTurn(unavailable, unavailable, grant));
    assertAuthenticated(await run({ inputs: server.inputs }), token);
    const [first, ...others] = server.requests.map(({ method, path, body }) => ({
      method,
      path,
      body,
    }));
    assert.match(first?.body ?? '', /^grant_type=client_credentials&/);
    assert.deepEqual(others, [first, first]);
    assert.equal(new Set(server.requests.map(({ remotePort }) => remotePort)).size, 3);
  });

  for (const [headers, words] of [
    [{}, /HTTP 503\. Retrying in \d+ ms; (19|20) seconds of timeout-seconds left/],
    [{ 'retry-after': '2' }, /HTTP 503\. Retrying in 2\.0 seconds; (19|20) seconds of timeout/],
  ] as const) {
    const how = JSON.stringify(headers);
    test(`has one info line: what happened, the pause, what is left; with ${how}`, async () => {
      await using server = await startServer(inTurn(reply({}, { status: 503, headers }), grant));
      const step = await run({ inputs: { ...server.inputs, 'timeout-seconds': '20' } });
      const lines = step.log.filter((line) => !line.startsWith('::') && line.includes('503'));
      assert.equal(lines.length, 1, step.log.join('\n'));
      assert.match(lines[0] ?? '', words);
    });
  }

  test('is left half of the budget by an attempt that gets no response, and is ended', async () => {
    const events: string[] = [];
    const hang: Answerer = (_, response) => response.once('close', () => events.push('ended'));
    const late: Answerer = (...exchange) => {
      events.push('retried');
      grant(...exchange);
    };
    await using server = await startServer(inTurn(hang, late));
    const step = await run({ inputs: { ...server.inputs, 'timeout-seconds': '3' } });
    assertAuthenticated(step, token);
    assert.deepEqual(events, ['ended', 'retried']);
    assert.ok(step.log.some((line) => line.includes('no complete response in time. Retrying')));
  });

  test('of a check has its line, too', async () => {
    const routes = {
      'storage/exists': inTurn(reply({}, { status: 503 }), reply({ exists: true })),
    };
    await using server = await startServer(service({ routes }));
    const step = await run({ inputs: { ...server.inputs, 'storage-path': '/a' } });
    assert.equal(step.outputs['storage-gate'], 'passed');
    assert.equal(step.log.filter((line) => line.includes('Retrying in')).length, 1);
    assert.equal(server.to('/storage/exists').length, 2);
  });

  test('of 503 comes more than four times', async () => {
    const unavailable = reply({}, { status: 503, headers: { 'retry-after': '0' } });
    await using server = await startServer(inTurn(...Array(6).fill(unavailable), grant));
    assertAuthenticated(await run({ inputs: server.inputs }), token);
    assert.equal(server.requests.length, 7);
  });
});

describe('Retry-After', { concurrency: 8 }, () => {
  const inSeconds = (seconds: number, now = Date.now()) =>
    new Date(now + seconds * 1000).toUTCString();

  for (const [form, value] of [
    ['in seconds', () => '1'],
    ['as a date', () => inSeconds(2)],
  ] as const) {
    test(`${form} is waited for`, async () => {
      const late: Answerer = (...exchange) => busy(value())(...exchange);
      await using server = await startServer(inTurn(late, grant));
      assertAuthenticated(await run({ inputs: server.inputs }), token);
      const [first, second] = server.requests;
      const waited = (second?.at ?? 0) - (first?.at ?? 0);
      assert.ok(waited >= 900 && waited < 4000, `${waited} ms`);
    });
  }

  for (const minutes of [-17, 17]) {
    test(`as a date counts by the clock of the service, ${minutes} minutes from ours`, async () => {
      const now = Date.now() + minutes * 60_000;
      const headers = { 'retry-after': inSeconds(2, now), date: new Date(now).toUTCString() };
      const late = reply({}, { status: 429, headers });
      await using server = await startServer(inTurn(late, grant));
      const step = await run({ inputs: { ...server.inputs, 'timeout-seconds': '20' } });
      assert.equal(step.outputs.status, 'authenticated', step.log.join('\n'));
      assert.deepEqual(
        step.annotations.map(({ level, message }) => [level, /behind|ahead of/.exec(message)?.[0]]),
        [['warning', minutes > 0 ? 'behind' : 'ahead of']],
      );
      const [first, second] = server.requests;
      const waited = (second?.at ?? 0) - (first?.at ?? 0);
      assert.ok(waited >= 1000 && waited < 4000, `${waited} ms`);
    });
  }

  for (const value of ['61', 'Fri, 31 Dec 9999 23:59:59 GMT']) {
    test(`that does not fit ends the operation at once: ${value.slice(0, 40)}`, async () => {
      await using server = await startServer(busy(value));
      const step = await run({ inputs: server.inputs });
      assertFailed(step, 'server-error', 'HTTP 503');
      assert.doesNotMatch(step.annotations[0]?.message ?? '', /Infinity|NaN/);
      assert.equal(server.requests.length, 1);
    });
  }
});

describe('when the budget ends, the last attempt names the code', { concurrency: 16 }, () => {
  const reset: Answerer = (_, response) => response.socket?.resetAndDestroy();
  const unavailable = reply({}, { status: 503 });
  const ROWS = {
    '503': { answer: unavailable, code: 'server-error', told: 'HTTP 503' },
    'silence, then 503': {
      answer: inTurn(silence, unavailable),
      code: 'server-error',
      told: 'HTTP 503',
    },
    '503, then silence': {
      answer: inTurn(unavailable, silence),
      code: 'timeout',
      told: 'timeout-seconds',
    },
    '503, then resets': {
      answer: inTurn(unavailable, reset),
      code: 'unreachable',
      told: 'ECONNRESET',
    },
    silence: { answer: silence, code: 'timeout', told: /half/ },
  };
  for (const [what, { answer, code, told }] of Object.entries(ROWS)) {
    test(`${what}: ${code}`, async () => {
      await using server = await startServer(answer);
      const inputs = { ...server.inputs, 'timeout-seconds': '2', 'storage-path': '/a' };
      const step = await run({ inputs });
      assertFailed(step, code, new URL(server.url).host, told);
      assert.equal(step.outputs['storage-gate'], 'unknown');
      assert.ok(server.requests.length >= 2);
      assert.doesNotMatch(step.annotations[0]?.message ?? '', /\b0 seconds\b/);
    });
  }

  test('and "raise timeout-seconds" is only said where a retry was possible', async () => {
    for (const [status, isSaid] of [
      [503, true],
      [501, false],
      [418, false],
    ] as const) {
      await using server = await startServer(reply({}, { status }));
      const step = await run({ inputs: { ...server.inputs, 'timeout-seconds': '1' } });
      assertFailed(step, 'server-error', `HTTP ${status}`);
      const message = step.annotations[0]?.message ?? '';
      assert.equal(message.includes('timeout-seconds'), isSaid, message);
    }
  });
});
