import { expect, it } from 'vitest';
import { boundEvent, conditions, eventQueue, type DeviceEvent } from '#app/acquisition';
import { epochMs } from '#kernel/time';

const event = (conditionId: string | undefined, more: Partial<DeviceEvent> = {}): DeviceEvent => ({ kind: 'alarm', address: 'a', severity: 5, active: true, text: 't', sourceTime: epochMs(1), receivedTime: epochMs(2), ...(conditionId !== undefined && { conditionId, retain: true }), ...more });
function start(several = false, most = 10_000) {
  const heard: string[] = [];
  const known = conditions((e) => { heard.push(`${e.recall ?? 'news'} ${e.conditionId ?? e.text}${e.branch === undefined ? '' : `/${e.branch}`}${e.retain === false ? ' over' : ''}`); }, several, most);
  known.begin();
  const refresh = (...ids: string[]): void => { known.starts(0); for (const id of ids) known.take({ id: `${id}-1`, event: event(id) }); known.ends(0, 1, epochMs(9)); };
  return { known, heard, refresh };
}

it('the branches of a condition stand each by itself', () => {
  const { known, heard, refresh } = start();
  known.take({ id: '1', event: event('c') }); known.take({ id: '2', event: event('c', { branch: 'b' }) });
  refresh('c');
  expect(heard).toEqual(['news c', 'news c/b', 'standing c', 'gone c/b over']);
});

it('one word twice in a session is one word, in the next it is told again; words without an id are always told', () => {
  const { known, heard } = start();
  for (let i = 0; i < 3; i++) known.take({ id: '1', event: event('c') });
  known.begin();
  known.take({ id: '1', event: event('c') });
  known.take({ id: '', event: event('d') }); known.take({ id: '', event: event('d') });
  expect(heard).toEqual(['news c', 'news c', 'news d', 'news d']);
});

it('of several items the last bracket decides; plain events of both are heard once', () => {
  const { known, heard } = start(true);
  known.take({ id: 'p', event: event(undefined) }); known.take({ id: 'p', event: event(undefined) });
  known.take({ id: 'g', event: event('gone') });
  known.starts(0); known.take({ id: 's', event: event('s') }); known.ends(0, 2, epochMs(9));
  known.starts(1); known.take({ id: 's', event: event('s') });
  expect(heard).toEqual(['news t', 'news gone', 'standing s']);
  known.ends(1, 2, epochMs(9));
  expect(heard.at(-1)).toBe('gone gone over');
});

it('what a second item brought is not gone because the first does not name it', () => {
  const { known, heard, refresh } = start(true);
  known.take({ id: '1', event: event('of-one') }, 1); known.take({ id: '2', event: event('of-none') }, 0);
  refresh();
  expect(heard).toEqual(['news of-one', 'news of-none', 'gone of-none over']);
});

it('brackets that nobody opened, or opens twice, take nothing away', () => {
  const { known, heard, refresh } = start();
  refresh('a');
  known.ends(0, 1, epochMs(9));
  known.starts(0); known.starts(0); known.take({ id: 'a-1', event: event('a') }); known.ends(0, 1, epochMs(9)); known.ends(0, 1, epochMs(9));
  expect(heard).toEqual(['standing a']);
});

it('a link that is lost within a bracket closes it', () => {
  const { known, heard } = start();
  known.starts(0);
  known.begin();
  known.take({ id: '1', event: event('c') });
  expect(heard).toEqual(['news c']);
});

it('beyond its bound the oldest are forgotten, and then none is called gone that may stand', () => {
  const { known, heard, refresh } = start(false, 3);
  for (const id of ['a', 'b', 'c', 'd']) known.take({ id, event: event(id) });
  heard.length = 0;
  refresh('a', 'b');
  expect(heard).toEqual(['standing a', 'standing b']);
});

it('ADP-24 an event is bounded in every word that a device can fill', () => {
  const long = `x\n\u0000\u202e${'字'.repeat(50_000)}\ud800`;
  const bounded = boundEvent(event(long, { kind: long, address: long, text: long, sourceName: long, conditionName: long, branch: long, severity: 1001 }));
  for (const [name, most] of [['kind', 200], ['address', 4096], ['text', 500], ['sourceName', 200], ['conditionName', 200], ['branch', 300], ['conditionId', 300]] as const) {
    expect(bounded[name]!.length).toBeLessThanOrEqual(most);
    expect(bounded[name]).toMatch(/^x 字+$/);
    expect(bounded[name]!.isWellFormed()).toBe(true);
  }
  expect([0, 1, 1000, 1001, 1.5, NaN].map((severity) => boundEvent(event('a', { severity })).severity)).toEqual([null, 1, 1000, null, null, null]);
  expect(boundEvent(event('a', { text: `${'a'.repeat(499)}\ud83d\ude00` })).text.isWellFormed()).toBe(true);
});

it('ADP-24 what waits for a sink is bounded and counted, and comes in order; a closed queue is silent', () => {
  const queue = eventQueue(2);
  const heard: string[] = [];
  for (const id of ['a', 'b', 'c']) queue.push(event(id));
  queue.aim({ hear: (e) => { heard.push(e.conditionId!); } });
  queue.push(event('d')); queue.miss(3);
  expect([heard, queue.lost()]).toEqual([['b', 'c', 'd'], 4]);
  queue.close();
  queue.push(event('e')); queue.aim({ hear: () => { heard.push('late'); } });
  expect(heard).toEqual(['b', 'c', 'd']);
});
