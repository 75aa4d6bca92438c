import { describe, expect, it } from 'vitest';
import { httpPollOptions } from '#adapters/http-poll';
import { sourceFaults } from '../../../native-adapters/index.ts';
import { meaningOf } from '../../../native-adapters/http-poll/faults.ts';
import { placeOf } from '../../../native-adapters/http-poll/points.ts';
import { placeOf as pushPlace } from '../../../native-adapters/http-push/points.ts';

describe('POL-01 addresses', () => {
  it.each([
    ['$.level', { resource: '', path: ['level'] }],
    ['$[0].value', { resource: '', path: [0, 'value'] }],
    ['tanks/7#$.level', { resource: 'tanks/7', path: ['level'] }],
    ['api/v1/points?name=T%20101&x=1#$.a.b[0].c', { resource: 'api/v1/points?name=T%20101&x=1', path: ['a', 'b', 0, 'c'] }],
    ['x#$', { resource: 'x', path: [] }],
    ["x#$['a key'].液位", { resource: 'x', path: ['a key', '液位'] }],
    ['#$.a', { resource: '', path: ['a'] }],
  ])('%s', (address, place) => { expect(placeOf(address)).toEqual(place); });
  it.each([
    '??', '', '$', 'tanks/7', 'tanks/7#', 'tanks/7#level', '/etc#$.a', '//evil.example/x#$.a', 'http://evil.example/#$.a', '\\\\evil#$.a', '../up#$.a', 'a/../../up#$.a', 'a/%2e%2E/up#$.a', './a#$.a', 'a//b#$.a', 'a%2fb#$.a', 'a%00#$.a',
    'a b#$.a', 'a\r\nX: y#$.a', 'é#$.a', 'a#$.__proto__', "a#$['constructor']", 'a#$.a..b', 'a#$.a[-1]', 'a#$.a[x]', `a#$${'.a'.repeat(17)}`, `${'a'.repeat(501)}#$.a`, '@.a', 'a#@.a', '?x=1#$.a',
  ].filter((a) => a !== '$'))('means nothing: %s', (address) => { expect(placeOf(address)).toBeNull(); });
});

describe('PSH-10 addresses', () => {
  it.each([['hengyuan/p1', 'hengyuan', 'p1', false], ['e-1.x_y/一号罐/液位.PV', 'e-1.x_y', '一号罐/液位.PV', false], ['e/!up', 'e', '!up', true], ['e/!clock', 'e', '!clock', true], ['*/!refused', '*', '!refused', true]] as const)('%s', (address, enterprise, point, own) => {
    expect(pushPlace(address)).toEqual({ enterprise, point, own });
  });
  it.each(['??', '', 'e', '/p', 'e/', 'e/!down', '*/p', '*/!up', '__proto__/p', 'e/ p', `e/${'p'.repeat(101)}`, 'e/p\n', 'e/.hidden'])('means nothing: %s', (address) => { expect(pushPlace(address)).toBeNull(); });
});

describe('ADP-21 options', () => {
  const poll = (more: object) => sourceFaults('http-poll', { url: 'http://10.0.0.5/api', ...more }, []).map((f) => f.fault.params['field']);
  const push = (more: object) => sourceFaults('http-push', { port: 8443, enterprises: [{ id: 'e', secret: 'secret:e' }], ...more }, []).map((f) => f.fault.params['field']);
  it.each([
    [{}, []], [{ url: 'ftp://x/' }, ['url']], [{ url: 'http://user:pw@x/' }, ['url']], [{ url: 'http://x/?a' }, ['url']], [{ url: 'http://x:99999/' }, ['url']], [{ url: 'http://x:0/' }, ['url']], [{ url: 'https://x/', ca: '../ca.pem' }, ['ca']], [{ ca: 'ca.pem' }, ['ca']],
    [{ everyMs: 1 }, ['everyMs']], [{ body: 'x' }, ['body']], [{ method: 'POST', body: 'x' }, []], [{ headers: { host: 'y' } }, ['headers.host']], [{ headers: { Authorization: 'y' } }, ['headers.Authorization']], [{ headers: { 'x-a': 'b\r\nc: d' } }, ['headers.x-a']],
    [{ auth: { kind: 'basic', user: 'u', password: 'plain' } }, ['auth.password']], [{ auth: { kind: 'digest' } }, ['auth.kind']], [{ maxRetryMs: 10 }, ['maxRetryMs']], [{ timePath: 'time' }, ['timePath']], [{ timePath: '@.time', timeFormat: 'iso' }, []], [{ insecure: true }, ['insecure']],
  ] as const)('http-poll %j', (more, fields) => { expect(poll(more)).toEqual(fields); });
  it.each([
    [{}, []], [{ enterprises: [] }, ['enterprises']], [{ enterprises: [{ id: 'e', secret: 'plain' }] }, ['enterprises.0.secret']], [{ enterprises: [{ id: 'e', secret: 'secret:a' }, { id: 'e', secret: 'secret:b' }] }, ['enterprises.1.id']],
    [{ port: 0 }, ['port']], [{ tls: { cert: 'a.pem' } }, ['tls.key']], [{ rate: 1 }, ['rate']], [{ windowMs: 10 }, ['windowMs']],
  ] as const)('http-push %j', (more, fields) => { expect(push(more)).toEqual(fields); });
  it('names the kind', () => { expect(httpPollOptions({})).toMatchObject({ ok: false, fault: { code: 'bad-options', params: { kind: 'http-poll', field: 'url' } } }); });
});

describe('POL-02 status codes', () => {
  it.each([
    [401, 'refused', 0x801f_0000], [403, 'refused', 0x801f_0000], [301, 'refused', 0x801f_0000], [408, 'unreachable', 0x8031_0000], [429, 'unreachable', 0x8031_0000], [500, 'unreachable', 0x8031_0000], [503, 'unreachable', 0x8031_0000],
    [204, 'protocol', 0x8007_0000], [404, undefined, 0x808b_0004], [410, undefined, 0x808b_000a], [422, undefined, 0x808b_0016], [451, undefined, 0x808b_0000],
  ] as const)('%i', (status, code, pointStatus) => { expect([meaningOf(status, 'x').fault?.code, meaningOf(status, 'x').pointStatus]).toEqual([code, pointStatus]); });
});
