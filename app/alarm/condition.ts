import { judged, qualityOf, Status, type Sample } from '#app/acquisition';
import type { Range } from '#app/park';
import type { Fault } from '#kernel/result';
import type { Moment } from '#kernel/time';
import type { Alarm, AlarmRule } from './alarm.ts';
import { conditionTable, type ConditionEvent } from './machine.ts';

/**
 * What the plant says, or fails to say. `at`: when we learnt of it; delays count from its `mono`, records keep its `now`.
 * `linkDown`: the whole source has lost its link. `late`: judged out of turn, so it proves nothing to be over.
 * `stale`: nothing came for too long; `last` is what came last. `link`: the link of the source.
 */
export type Seen =
  | { readonly type: 'sample'; readonly sample: Sample; readonly at: Moment; readonly linkDown?: boolean; readonly late?: boolean }
  | { readonly type: 'tick'; readonly at: Moment }
  | { readonly type: 'stale'; readonly last: Sample | null; readonly at: Moment }
  | { readonly type: 'link'; readonly up: boolean; readonly reason: Fault | null; readonly at: Moment };

/** NAMUR NE 43: 3.8 to 20.5 mA of a 4 to 20 mA loop is measurement. As shares of the span; beyond them the wire speaks, not the process. */
const ne43 = { below: 0.0125, above: 0.03125 } as const;

/** True if a value can prove that danger is over: good by the device's word, and one that the instrument can measure (ALM-22, ALM-29). */
function proves({ value, status }: Sample, { low, high }: Range): boolean {
  if (value === null || qualityOf(status) !== 'good') return false;
  return value >= low - (high - low) * ne43.below && value <= high + (high - low) * ne43.above;
}

/** Of a limit. A low one is a high one in a mirror (ALM-28). */
function ofLimit(rule: AlarmRule, sample: Sample): ConditionEvent | null {
  const value = judged(sample, rule.range);
  if (value === null) return 'doubt';
  if (rule.limit === null) throw new Error(`${rule.id} has no limit`);
  const mirror = rule.kind === 'L' || rule.kind === 'LL';
  const v = mirror ? -value : value;
  const [full, empty] = mirror ? [-rule.range.low, -rule.range.high] : [rule.range.high, rule.range.low];
  const limit = Math.min(mirror ? -rule.limit : rule.limit, full); // ALM-14: the end of the scale is beyond any limit
  if (v >= limit) return 'enter';
  if (!proves(sample, rule.range)) return 'doubt';
  return v < limit - rule.deadband || v <= empty ? 'leave' : null;  // a deadband wider than the scale must not hold it for ever
}

function ofState(rule: AlarmRule, sample: Sample): ConditionEvent {
  const value = judged(sample, rule.range);
  if (value === null) return 'doubt';
  if (value >= 0.5 === (rule.limit === 1)) return 'enter';
  return proves(sample, rule.range) ? 'leave' : 'doubt';
}

/** ALM-34, 35: words are a value too, unless the device itself calls them bad. */
function ofPresence(rule: AlarmRule, sample: Sample, linkDown: boolean): ConditionEvent | null {
  const quality = qualityOf(sample.status);
  const has = judged(sample, rule.range) !== null || (sample.text !== undefined && quality !== 'bad');
  if (!has) return linkDown ? null : 'enter';
  return quality === 'good' ? 'leave' : null;
}

function ofSample(rule: AlarmRule, sample: Sample, linkDown: boolean): ConditionEvent | null {
  switch (rule.kind) {
    case 'HH': case 'H': case 'L': case 'LL': return ofLimit(rule, sample);
    case 'digital': return ofState(rule, sample);
    case 'noValue': return ofPresence(rule, sample, linkDown);
    case 'stale': return 'leave';
    case 'source': return null;
  }
}

const isProcess = ({ kind }: AlarmRule): boolean => kind !== 'noValue' && kind !== 'stale' && kind !== 'source';

function ofLink(rule: AlarmRule, alarm: Alarm, up: boolean): ConditionEvent | null {
  if (rule.kind === 'source') return up ? 'leave' : 'enter';
  if (up) return null;
  if (rule.kind === 'noValue') return alarm.condition === 'timing' ? 'leave' : null; // ALM-35: it was the link, and the source's own alarm says so
  return isProcess(rule) ? 'doubt' : null;
}

/** What an input says of the condition; null: nothing at all. */
export function heard(rule: AlarmRule, alarm: Alarm, input: Seen): ConditionEvent | null {
  switch (input.type) {
    case 'tick': return alarm.dueAt !== null && input.at.mono >= alarm.dueAt ? 'delayElapsed' : null;
    case 'stale': return rule.kind === 'stale' ? 'enter' : isProcess(rule) ? 'doubt' : null;
    case 'link': return ofLink(rule, alarm, input.up);
    case 'sample': {
      const event = ofSample(rule, input.sample, input.linkDown === true);
      return event === 'leave' && input.late === true ? 'doubt' : event;
    }
  }
}

/** ALM-35: `no communication` waits for word of the link; any other no-value is the point's own and tells at once. Every other condition waits as its rule says. */
export function hasOnDelay(rule: AlarmRule, input: Seen): boolean {
  if (rule.onDelayMs <= 0) return false;
  if (rule.kind !== 'noValue' || input.type !== 'sample') return true;
  const code = (input.sample.status & 0xffff_0000) >>> 0;
  return code === Status.noCommunication || code === Status.noCommunicationLastUsable;
}

/** False if the sample cannot change this alarm: the question that is asked of every rule about every sample, so it makes nothing. */
export function matters(rule: AlarmRule, alarm: Alarm, sample: Sample, linkDown: boolean): boolean {
  const event = ofSample(rule, sample, linkDown);
  return event !== null && conditionTable[alarm.condition][event] !== 'ignore';
}
