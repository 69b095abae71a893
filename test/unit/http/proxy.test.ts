import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proxyPasswords, routeTo, takeProxyVariables } from '../../../src/http/proxy.ts';

type Variables = Readonly<Record<string, string>>;

function routeOf(url: string, variables: Variables, node = '24.21.0'): string {
  const route = routeTo(new URL(url), variables, node);
  switch (route.kind) {
    case 'direct':
      return 'direct';
    case 'proxy':
      return route.proxy.href;
    case 'blocked':
      return `${route.reason} ${route.variable}`;
  }
}

const HTTPS = 'https://api.example/';

test('a URL is led through the proxy of its scheme', () => {
  const rows: readonly (readonly [url: string, variables: Variables, route: string])[] = [
    [HTTPS, {}, 'direct'],
    [HTTPS, { https_proxy: 'http://p.example:1' }, 'http://p.example:1/'],
    [HTTPS, { HTTPS_PROXY: 'http://p.example:1' }, 'http://p.example:1/'],
    [HTTPS, { https_proxy: '', HTTPS_PROXY: 'http://p.example:1' }, 'http://p.example:1/'],
    [HTTPS, { http_proxy: 'http://p.example:1' }, 'direct'],
    ['http://api.example/', { http_proxy: 'http://p.example:1' }, 'http://p.example:1/'],
    ['http://api.example/', { https_proxy: 'http://p.example:1' }, 'direct'],
    [HTTPS, { https_proxy: 'p.example:1' }, 'http://p.example:1/'],
    [HTTPS, { https_proxy: ' \tp.example:1\n' }, 'http://p.example:1/'],
    [HTTPS, { https_proxy: 'HTTP://p.example:1' }, 'http://p.example:1/'],
    [HTTPS, { https_proxy: 'http://p.example:1/' }, 'http://p.example:1/'],
    [HTTPS, { https_proxy: 'localhost:1' }, 'http://localhost:1/'],
    [HTTPS, { https_proxy: 'u:word@p.example:1' }, 'http://u:word@p.example:1/'],
    [HTTPS, { https_proxy: 'http://[2001:db8::1]:1' }, 'http://[2001:db8::1]:1/'],
    [HTTPS, { https_proxy: '[2001:db8::1]:1' }, 'http://[2001:db8::1]:1/'],
    [HTTPS, { https_proxy: 'https://p.example' }, 'https://p.example/'],
    [HTTPS, { https_proxy: 'http://u:p%40ss@p.example' }, 'http://u:p%40ss@p.example/'],
    [HTTPS, { https_proxy: 'http://u:100%@p.example' }, 'http://u:100%25@p.example/'],
    [HTTPS, { HTTPS_PROXY: 'http://u:p/w@p.example' }, 'bad-variable HTTPS_PROXY'],
  ];
  for (const [url, variables, route] of rows) {
    assert.equal(routeOf(url, variables), route, JSON.stringify([url, variables]));
  }
});

test('a variable that names no proxy is not passed by', () => {
  for (const value of [
    'two words:3128',
    '::::',
    'http://',
    'http://two words:3128',
    'http://p.example:99999',
    '"http://p.example:3128"',
    "'p.example:3128'",
    'xhttp://p.example',
    'socks5://p.example:3128',
    'socks://p.example:3128',
    'ftp://p.example:3128',
    'http:p.example:3128:8080',
    'http://user:a-password/torn@p.example:3128',
    'user:12345#torn-password@p.example',
  ]) {
    for (const scheme of ['http', 'https']) {
      const variable = `${scheme}_proxy`;
      const route = routeOf(`${scheme}://api.example/`, { [variable]: value });
      assert.equal(route, `bad-variable ${variable}`, value);
    }
  }
});

test('loopback and no_proxy go around it', () => {
  const https_proxy = 'http://p.example';
  for (const url of [
    'https://localhost',
    'https://127.0.0.1:8',
    'https://127.9.9.9',
    'https://[::1]',
  ]) {
    assert.equal(routeOf(url, { https_proxy }), 'direct', url);
  }
  for (const url of [
    'https://127.evil.example',
    'https://localhost.evil.example',
    'https://127.0.0.1.evil.example',
    'https://notlocalhost',
  ]) {
    assert.notEqual(routeOf(url, { https_proxy }), 'direct', url);
  }
  for (const no_proxy of [
    '*',
    'api.example',
    '.example',
    'example',
    'x, API.example ',
    'api.example:443',
    '*.example',
  ]) {
    assert.equal(routeOf(HTTPS, { https_proxy, no_proxy }), 'direct', no_proxy);
  }
  for (const no_proxy of ['', ',', 'pi.example', 'api.example.com', 'api.example:8443', 'other']) {
    assert.notEqual(routeOf(HTTPS, { https_proxy, no_proxy }), 'direct', no_proxy);
  }
});

test('a Node without proxies connects nowhere, when one applies', () => {
  const variables = { https_proxy: 'http://p.example' };
  for (const node of ['24.4.0', '24.4.1', '22.99.0']) {
    assert.equal(routeOf(HTTPS, variables, node), 'old-node https_proxy', node);
    assert.equal(routeOf(HTTPS, {}, node), 'direct');
  }
  for (const node of ['24.5.0', '24.10.0', '25.0.0']) {
    assert.equal(routeOf(HTTPS, variables, node), 'http://p.example/', node);
  }
});

test('the variables are taken out of the environment, but for no_proxy', () => {
  const env = { https_proxy: 'a', HTTP_PROXY: 'b', no_proxy: 'c', PATH: 'd' };
  const taken = takeProxyVariables(env);
  assert.deepEqual(env, { no_proxy: 'c', PATH: 'd' });
  assert.deepEqual([taken.https_proxy, taken.HTTP_PROXY, taken.no_proxy], ['a', 'b', 'c']);
});

test('a password is found however the variable is written', () => {
  const written = [
    'http://u:PW@h:1',
    'u:PW@h',
    ' \thttp://u:PW@h ',
    '"http://u:PW@h"',
    'socks5://:PW@h',
    '\thttp://u:PW@h\n',
    ' u:PW@h',
    "'u:PW@h'",
    'http://:PW@h',
    'htp://u:PW@h',
    'http://u:PW@h:99999',
    'http://u:PW@two words',
    'http://u:PW@',
  ];
  for (const text of written) {
    const found = proxyPasswords({ https_proxy: text.replace('PW', 'p%40ss/w:d') });
    assert.deepEqual(new Set(found), new Set(['p%40ss/w:d', 'p@ss/w:d']), text);
  }
  for (const password of ['a?torn', 'a#torn', 'a@torn', 'colons:in:it', '100%-certain']) {
    assert.ok(proxyPasswords({ https_proxy: `http://u:${password}@h` }).includes(password));
  }
  const none = proxyPasswords({ https_proxy: 'http://user@h:1', http_proxy: 'h:1', PATH: 'a:b@c' });
  assert.deepEqual(
    none.filter((password) => password !== ''),
    [],
  );
});
