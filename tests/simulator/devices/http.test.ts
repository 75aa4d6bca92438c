import { expect, it, onTestFinished } from 'vitest';
import { httpDevice } from '../../../simulator/devices/http.ts';

async function standing() {
  const device = httpDevice();
  const port = await device.start(0);
  onTestFinished(() => device.stop());
  const ask = (resource: string, headers: Record<string, string> = {}): Promise<Response> => fetch(`http://127.0.0.1:${port}/${resource}`, { headers, signal: AbortSignal.timeout(300) });
  return { device, ask };
}
it('answers documents, absent resources, and what is known already', async () => {
  const { device, ask } = await standing();
  device.set('tanks/7#$.level.value', 3.5, { sourceTime: new Date(1000) });
  const first = await ask('tanks/7');
  expect([first.status, await first.json()]).toEqual([200, { level: { value: 3.5, time: 1000, quality: 'good' } }]);
  expect((await ask('tanks/7', { 'if-none-match': first.headers.get('etag')! })).status).toBe(304);
  expect([(await ask('tanks/8')).status, device.get('tanks/7#$.level.value'), device.get('tanks/7#$.x.value'), device.asked()]).toEqual([404, 3.5, null, { all: 3, same: 1 }]);
});
it.each([
  ['bad-status', { value: null, time: 1000, quality: 9 }], ['over-range', { value: 1e6, time: 1000, quality: 'good' }], ['wrong-clock', { value: 1, time: 3_601_000, quality: 'good' }],
] as const)('%s', async (fault, shown) => {
  const { device, ask } = await standing();
  device.set('a#$.p.value', 1, { sourceTime: new Date(1000) });
  await device.inject(fault);
  expect(await (await ask('a')).json()).toEqual({ p: shown });
  await device.inject(null);
  expect(await (await ask('a')).json()).toEqual({ p: { value: 1, time: 1000, quality: 'good' } });
});
it.each(['drop', 'late', 'garbage', 'half-frame'] as const)('%s: no answer in time, and one again after it', async (fault) => {
  const { device, ask } = await standing();
  device.set('a#$.p.value', 1);
  await device.inject(fault);
  await expect(ask('a').then((r) => r.text())).rejects.toThrow();
  await device.inject(null);
  expect((await ask('a')).status).toBe(200);
});
it('frozen: value and time stop; a sensor of its own fault says 9', async () => {
  const { device, ask } = await standing();
  device.set('a#$.p.value', 1, { sourceTime: new Date(1000) });
  await device.inject('frozen', { address: 'a#$.p.value' });
  device.set('a#$.p.value', 2);
  expect(await (await ask('a')).json()).toEqual({ p: { value: 1, time: 1000, quality: 'good' } });
  await device.inject(null);
  expect(device.fault('a#$.p.value')).toBe(9);
  expect(await (await ask('a')).json()).toMatchObject({ p: { value: null, quality: 9 } });
});
