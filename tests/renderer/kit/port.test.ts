import { expect, it } from 'vitest';
import { catchPorts, type Page } from '#kit/port';
import type { EndingWire } from '#kit/wire';

/** The page, as far as it is listened to. */
function page() {
  let heard: (e: unknown) => void = () => {};
  const it2 = { location: { origin: 'app://bundle' }, addEventListener: (_: string, run: (e: unknown) => void) => { heard = run; } };
  return { page: it2 as unknown as Page, post: (data: unknown, port: { close(): void }, more = {}) => heard({ data, source: it2, origin: 'app://bundle', ports: [port], ...more }) };
}
const port = () => { const p = { closed: false, close: () => { p.closed = true; } }; return p; };

it('keeps the newest port until somebody takes it, and then hands over each that comes', () => {
  const { page: at, post } = page();
  const ports = catchPorts(at);
  const [first, second, third] = [port(), port(), port()];
  post('engine-port', first);
  post('engine-port', second);
  expect([first.closed, second.closed]).toEqual([true, false]);
  const taken: EndingWire[] = [];
  const stop = ports.take('engine-port', (wire) => taken.push(wire));
  post('engine-port', third);
  stop();
  post('engine-port', port());
  expect([taken.length, second.closed, third.closed]).toEqual([2, false, false]);
  for (const wire of taken) wire.end();
  expect([second.closed, third.closed]).toEqual([true, true]);
});

it('believes only what this page posted at its own origin, under a known name', () => {
  const { page: at, post } = page();
  const ports = catchPorts(at);
  const taken: unknown[] = [];
  ports.take('engine-port', (p) => taken.push(p));
  ports.take('shell-port', (p) => taken.push(p));
  post('engine-port', port(), { source: {} });
  post('engine-port', port(), { origin: 'https://elsewhere' });
  post('other-port', port());
  post('engine-port', port(), { ports: [] });
  expect(taken).toEqual([]);
});
