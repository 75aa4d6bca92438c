import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { until } from '../../conformance/subject.ts';
import { isSignedBy, signatureIn, signatureOf, signedText } from '../../../native-adapters/http-push/sign.ts';
import { SECRET, stand } from './stand.ts';

/** Made by `openssl dgst -sha256 -hex` over the body and `openssl dgst -sha256 -hmac SECRET -hex` over the five lines (OpenSSL 3.0.19). */
const golden = [
  { secret: 'correct-horse-battery-staple', sent: 1_763_600_000_000, nonce: 'n-0001-abcdef',
    body: '{"enterprise":"hengyuan","sent":1763600000000,"nonce":"n-0001-abcdef","samples":[{"point":"T-101.PV","value":63.5,"quality":"good","time":1763599999000}]}',
    digest: 'ded97c8858dc1877e20e6c1d06937809e0dd3cadc18a4af1c2b36bf713c42429', signature: '471662514a983641ddf3fd5ca2a8f04c98ebc123f1ffbcc024887c389ca22870' },
  { secret: '0123456789abcdef', sent: 1, nonce: 'AAAAAAAA', body: '{"enterprise":"e2","sent":1,"nonce":"AAAAAAAA","samples":[]}',
    digest: 'd2a6249afab1c4665d5c3002497dc1c08bc180520bfad66da241ed31503fecc6', signature: '8df729196eefbebdbd9aa82d9a09a575689dafab7a83141a90810855840799ac' },
  { secret: '密钥-十六个字符以上-0001', sent: 1_763_600_000_000, nonce: 'zh_zh-zh', body: '{"enterprise":"e3","sent":1763600000000,"nonce":"zh_zh-zh","samples":[{"point":"一号罐/液位","value":"正常"}]}',
    digest: 'c1cf3d2295bbe55ec1d70819fe579eb34ca681bcaefbb5acd1346786712b6d5b', signature: '09057240e365cf234666c72f4874b5a4c6eb4b528bc2a23a53656be4a82e9745' },
  { secret: 'correct-horse-battery-staple', sent: 0, nonce: 'AAAAAAAA', body: '',
    digest: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', signature: '5a1e48ea4b57a032640998ddad8a5ab7003e9ffa34c86e17ef0f03681cfebd8e' },
];

describe('PSH-01 signatures as openssl makes them', () => {
  it.each(golden)('$nonce $sent', ({ secret, sent, nonce, body, digest, signature }) => {
    const bytes = Buffer.from(body);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(digest);
    const text = signedText('POST', '/v1/samples', sent, nonce, bytes);
    expect(text).toBe(`POST\n/v1/samples\n${sent}\n${nonce}\n${digest}`);
    expect(signatureOf(secret, text)).toBe(signature);
    expect(isSignedBy(secret, text, signatureIn(`v1=${signature}`)!)).toBe(true);
    expect(isSignedBy(`${secret}x`, text, signatureIn(`v1=${signature}`)!)).toBe(false);
  });
  it.each([undefined, '', 'v1=', 'v2=' + 'a'.repeat(64), 'v1=' + 'A'.repeat(64), 'v1=' + 'a'.repeat(63), 'v1=' + 'a'.repeat(65), ' v1=' + 'a'.repeat(64), `v1=${'a'.repeat(64)}, v1=${'b'.repeat(64)}`])('no signature: %s', (header) => {
    expect(signatureIn(header)).toBeNull();
  });
});

const there = ['curl', 'openssl', 'bash'].every((tool) => spawnSync(tool, [tool === 'openssl' ? 'version' : '--version']).status === 0);

describe('PSH-02 a client that none of us wrote', () => {
  it.skipIf(!there)(there ? 'curl and openssl, as docs/push.md shows it' : 'skipped: curl, openssl or bash is not installed', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'watchroom-push-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const { port, watch, of } = await stand();
    watch('hengyuan/T-101.PV');
    const script = path.join(folder, 'push.sh');
    writeFileSync(script, `set -eu
SENT=$(date +%s)000; NONCE=$(openssl rand -hex 16)
BODY='{"enterprise":"hengyuan","sent":'$SENT',"nonce":"'$NONCE'","samples":[{"point":"T-101.PV","value":63.5,"quality":"good","time":'$SENT'}]}'
DIGEST=$(printf '%s' "$BODY" | openssl dgst -sha256 -r | cut -d' ' -f1)
SIGN=$(printf 'POST\\n/v1/samples\\n%s\\n%s\\n%s' "$SENT" "$NONCE" "$DIGEST" | openssl dgst -sha256 -hmac "$SECRET" -r | cut -d' ' -f1)
curl -sS --noproxy '*' -w '\\n%{http_code}' -H 'Content-Type: application/json' -H "Watchroom-Signature: v1=$SIGN" --data-binary "$BODY" "$URL/v1/samples"
`);
    const run = (secret: string): Promise<string> => new Promise((resolve) => { execFile('bash', [script], { env: { ...process.env, SECRET: secret, URL: `http://127.0.0.1:${port}` } }, (_e, out) => resolve(out)); });
    const [json, status] = (await run(SECRET.hengyuan)).split('\n');
    expect([JSON.parse(json!), status]).toEqual([{ accepted: 1, duplicate: false, unknown: 0, now: expect.any(Number) as number }, '200']);
    await until(() => of(0).at(-1)?.value === 63.5);
    const [refusal, code] = (await run('another-secret-entirely')).split('\n');
    expect([JSON.parse(refusal!), code]).toEqual([{ code: 'bad-signature', params: { enterprise: 'hengyuan' } }, '401']);
  });
});
