import { DataChangeNotification, NotificationMessage, PublishResponse, type PublishRequest } from 'node-opcua';
import { describe, expect, it } from 'vitest';
import { opcuaOptions } from '#adapters/opcua';
import type { AdapterFault } from '#app/acquisition';
import type { RawSession } from '../../../native-adapters/opcua/dial.ts';
import { publisher } from '../../../native-adapters/opcua/publish.ts';
import { handClock } from '../../clock.ts';

const parsed = opcuaOptions({ endpoint: 'opc.tcp://10.0.0.1:4840', securityMode: 'None', answerMs: 1000, publishingMs: 100 });
if (!parsed.ok) throw new Error(parsed.fault.code);
const options = parsed.value;

/** A server's end of publishing, played by hand: requests wait until the test answers the oldest. */
function server(keepAliveMs = 1000) {
  const waiting: ((error: Error | null, response?: PublishResponse) => void)[] = [];
  const acknowledged: number[] = [];
  const heard: number[] = [];
  const lost: AdapterFault[] = [];
  const { clock, pass, timers } = handClock();
  const session = { publish: (request: PublishRequest, done: (typeof waiting)[number]) => { waiting.push(done); acknowledged.push(...(request.subscriptionAcknowledgements ?? []).map((a) => a.sequenceNumber)); } } as unknown as RawSession;
  const publishing = publisher(session, 7, keepAliveMs, options, { clock, note: () => {}, bound: 1, link: () => {}, pki: '', secret: () => null }, (m) => { heard.push(m.sequenceNumber); }, (f) => { lost.push(f); });
  const say = (sequenceNumber: number, empty = false, subscriptionId = 7) => waiting.shift()!(null, new PublishResponse({
    subscriptionId, notificationMessage: new NotificationMessage({ sequenceNumber, notificationData: empty ? [] : [new DataChangeNotification({ monitoredItems: [] })] }),
  }));
  return { publishing, say, fail: (text: string) => waiting.shift()!(new Error(text)), waiting: () => waiting.length, acknowledged, heard, lost, pass, timers };
}

describe('OPC-10 publishing', () => {
  it('hears what comes in order, acknowledges it, and keeps requests at the server; a keep-alive uses no number', () => {
    const { say, waiting, heard, acknowledged, lost } = server();
    expect(waiting()).toBe(3);
    say(1); say(2, true); say(2); say(3);
    expect([heard, acknowledged, lost, waiting()]).toEqual([[1, 2, 3], [1, 2, 3], [], 3]);
  });
  it('a number that is missing is a loss: something was not told', () => {
    const { say, heard, lost, timers } = server();
    say(1); say(3);
    expect([heard, lost.map((f) => [f.code, f.params['what']]), timers()]).toEqual([[1], [['protocol', 'sequence']], 0]);
  });
  it('a keep-alive that skips a number is one too', () => {
    const { say, lost } = server();
    say(1); say(3, true);
    expect(lost).toMatchObject([{ code: 'protocol', params: { what: 'sequence' } }]);
  });
  it('neither value nor keep-alive within the agreed time and an answer is a loss; each answer begins the time anew', () => {
    const { say, pass, lost, timers } = server(1000);
    pass(1900); say(1, true); pass(1900); say(1); pass(1999);
    expect(lost).toEqual([]);
    pass(1);
    expect([lost.map((f) => [f.code, f.params['reason']]), timers()]).toEqual([[['unreachable', 'silent']], 0]);
  });
  it('what belongs to another subscription is not heard', () => {
    const { say, heard, lost } = server();
    say(9, false, 6); say(1);
    expect([heard, lost]).toEqual([[1], []]);
  });
  it('too many requests: fewer are kept; one that the server let run out is asked anew; any other refusal is a loss', () => {
    const { fail, waiting, lost, timers } = server();
    fail('BadTooManyPublishRequests (0x80780000)');
    expect([waiting(), lost]).toEqual([2, []]);
    fail('BadTimeout (0x800a0000)');
    expect([waiting(), lost]).toEqual([2, []]);
    fail('BadSessionIdInvalid (0x80250000)');
    expect([lost.map((f) => f.params['reason']), timers()]).toEqual([['BadSessionIdInvalid'], 0]);
  });
  it('stopped, it asks for nothing more and says nothing', () => {
    const { publishing, say, waiting, heard, lost, timers } = server();
    publishing.stop();
    say(1);
    expect([waiting(), heard, lost, timers()]).toEqual([2, [], [], 0]);
  });
});
