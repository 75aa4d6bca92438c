import http from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPage } from '../../../simulator/page.ts';
import { demoPark, startPark, type Park } from '../../../simulator/park.ts';

let park: Park;
let page: { readonly port: number; stop(): Promise<void> };
let pkiDir: string;
const told: string[] = [];
beforeAll(async () => {
  pkiDir = await mkdtemp(path.join(os.tmpdir(), 'watchroom-page-'));
  const demo = await demoPark();
  const description = { ...demo, devices: demo.devices.filter((d) => d.kind === 'modbus'), points: demo.points.filter((p) => p.device !== 'dcs-1') };
  park = await startPark({ description, seed: 1, ports: { 'plc-2': 0, 'gds-3': 0 }, pkiDir });
  page = await startPage({ port: 0, park, description, obey: async (line) => { told.push(line); if (line.startsWith('scenario ')) park.scenario(line.slice(9)); return line === 'tea' ? 'no command named tea' : null; } });
});
afterAll(async () => { await page.stop(); await park.stop(); await rm(pkiDir, { recursive: true, force: true }); });

interface Answer { readonly status: number; readonly body: string; readonly headers: http.IncomingHttpHeaders }
const ask = (method: string, where: string, headers: Readonly<Record<string, string>> = {}, body = ''): Promise<Answer> => new Promise((resolve, reject) => {
  const request = http.request({ host: '127.0.0.1', port: page.port, method, path: where, headers }, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (s: string) => { text += s; }).on('end', () => resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }));
  });
  request.on('error', reject);
  request.end(body);
});
const JSON_TYPE = { 'content-type': 'application/json' };
const say = (line: string, headers: Readonly<Record<string, string>> = JSON_TYPE): Promise<Answer> => ask('POST', '/say', headers, JSON.stringify({ line }));

describe('the page', () => {
  it('shows devices, faults and scenarios', async () => {
    expect((await ask('GET', '/')).body).toContain('<h2>Devices</h2>');
    const state = JSON.parse((await ask('GET', '/state')).body) as { devices: { id: string; port: number }[]; scenarios: unknown[]; playing: string };
    expect(state.devices.map((d) => [d.id, d.port])).toEqual([['plc-2', park.ports['plc-2']], ['gds-3', park.ports['gds-3']]]);
    expect([state.scenarios.length, state.playing]).toEqual([3, 'calm']);
  });
  it('does what is said, tells what then is, and says what is wrong', async () => {
    expect(JSON.parse((await say('scenario alarm-flood')).body)).toMatchObject({ playing: 'alarm-flood' });
    expect(await say('tea')).toMatchObject({ status: 400, body: '{"error":"no command named tea"}' });
    expect(told).toEqual(['scenario alarm-flood', 'tea']);
  });
  it.each([
    ['another site in the same browser', { ...JSON_TYPE, origin: 'http://evil.example' }, 403],
    ['a name that was made to point here', { ...JSON_TYPE, host: 'evil.example' }, 403],
    ['a form', { 'content-type': 'text/plain' }, 415],
  ])('does nothing for %s', async (_, headers, status) => {
    const before = told.length;
    expect((await say('scenario calm', headers)).status).toBe(status);
    expect(told.length).toBe(before);
  });
  it.each(['', '{', '[]', '{"line":1}', '{"line":"status\\nquit"}', `{"line":"${'x'.repeat(5000)}"}`])('does nothing for a body that is none: %s', async (body) => {
    const before = told.length;
    expect((await ask('POST', '/say', JSON_TYPE, body)).status).toBe(400);
    expect(told.length).toBe(before);
  });
  it('answers nothing else, and forbids to be framed', async () => {
    expect((await ask('GET', '/../cli.ts')).status).toBe(404);
    expect((await ask('GET', '/')).headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });
});
