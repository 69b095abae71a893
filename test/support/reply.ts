import type { Reply } from '../../src/service/judge.ts';

/** A response of status 200 with `text` as its body, as far as the parsers look at it. */
export function replyWith(text: string): Reply {
  const url = new URL('http://service.example/');
  return {
    operation: { title: 'The check', inputs: 'storage-url' },
    exchange: { attempts: 1, request: { method: 'GET', url, headers: {}, maxBodyBytes: 1 } },
    response: { kind: 'response', status: 200, body: { kind: 'text', text } },
    serverWords: '',
  } as unknown as Reply;
}
