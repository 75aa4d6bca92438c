import { isUnspoken, judged, mayBeLink, qualityOf, type Sample } from '#app/acquisition';
import { diagnosticKinds, keepingKinds, type DiagnosticKind, type KeepingKind, type LimitKind, type RuleKind } from '#app/park';
import type { MonoMs } from '#kernel/time';
import type { Alarm, AlarmRule } from './alarm.ts';
import { ofBound, ofLimit, ofState } from './kinds/limit.ts';
import type { Memory } from './kinds/terms.ts';
import { conditionTable, type ConditionEvent } from './machine.ts';
import { recalled, restsAt } from './memory.ts';
import type { Seen } from './seen.ts';

/** A rule whose terms are of another kind is a bug of whoever made it. */
function unfit(rule: AlarmRule): never { throw new Error(`${rule.id} has not the terms of its kind`); }

const limitOf = (rule: AlarmRule): number => { if (rule.limit === null) throw new Error(`${rule.id} has no limit`); return rule.limit; };

/** ALM-34, 35: words are a value too, unless the device itself calls them bad. */
function ofPresence(rule: AlarmRule, sample: Sample, linkDown: boolean): ConditionEvent | null {
  const quality = qualityOf(sample.status);
  const has = judged(sample, rule.range) !== null || (sample.text !== undefined && quality !== 'bad');
  if (!has) return linkDown ? null : 'enter';
  return quality === 'good' ? 'leave' : null;
}


type OfNoPoint = 'source' | DiagnosticKind | KeepingKind;
const ofNoPoint: ReadonlySet<LimitKind> = new Set(['source', ...diagnosticKinds, ...keepingKinds]);
/** What a sample says by itself, without what is remembered. */
function ofSample(rule: AlarmRule, sample: Sample, linkDown: boolean): ConditionEvent | null {
  return rule.terms === undefined ? ofPlain(rule, sample, linkDown) : ofWritten(rule, sample, linkDown);
}
function ofPlain(rule: AlarmRule, sample: Sample, linkDown: boolean): ConditionEvent | null {
  const kind = rule.kind as Exclude<LimitKind, RuleKind | OfNoPoint>;   // a switch and not a table: this is asked of every rule about every sample
  switch (kind) {
    case 'HH': case 'H': return ofLimit(false, limitOf(rule), rule.deadband, rule.range, sample);
    case 'L': case 'LL': return ofLimit(true, limitOf(rule), rule.deadband, rule.range, sample);
    case 'digital': return ofState(limitOf(rule), rule.range, sample);
    case 'noValue': return ofPresence(rule, sample, linkDown);
    case 'stale': return 'leave';
  }
  return ofNoPoint.has(rule.kind) ? null : unfit(rule);
}
/** The same of a kind that is written as a rule. What remembers says nothing by itself. */
function ofWritten(rule: AlarmRule, sample: Sample, linkDown: boolean): ConditionEvent | null {
  if (rule.kind === 'offline') return linkDown || isUnspoken(sample.status) ? null : 'leave';
  if (rule.terms?.kind !== rule.kind) return unfit(rule);
  return rule.terms.kind === 'duration' ? ofBound(rule.terms.bound, sample) : null;
}

const notProcess: ReadonlySet<LimitKind> = new Set(['noValue', 'stale', 'source', 'offline', ...diagnosticKinds, ...keepingKinds]);
const isProcess = ({ kind }: AlarmRule): boolean => !notProcess.has(kind);

function ofLink(rule: AlarmRule, alarm: Alarm, up: boolean): ConditionEvent | null {
  if (rule.kind === 'source') return up ? 'leave' : 'enter';
  if (up) return null;
  if (rule.kind === 'noValue') return alarm.condition === 'timing' ? 'leave' : null; // ALM-35: it was the link, and the source's own alarm says so
  return isProcess(rule) ? 'doubt' : null;
}

/** Time alone: a delay is over, or what is remembered has gone by. */
function ofTick(rule: AlarmRule, alarm: Alarm, mono: MonoMs): ConditionEvent | null {
  if (alarm.dueAt !== null && mono >= alarm.dueAt) return 'delayElapsed';
  const rests = restsAt(rule, alarm);
  return rests !== null && mono >= rests ? 'leave' : null;
}

/** What an input says of the condition; null: nothing at all. `memory`: what is remembered after it. */
export function heard(rule: AlarmRule, alarm: Alarm, memory: Memory | null, input: Seen): ConditionEvent | null {
  switch (input.type) {
    case 'tick': return ofTick(rule, alarm, input.at.mono);
    case 'stale': return ofSilence(rule);
    case 'link': return ofLink(rule, alarm, input.up);
    case 'finding': return input.met ? 'enter' : 'leave';
    case 'sample': {
      const event = hasMemory(rule) ? recalled(rule, memory, input.sample, input.at.mono) : ofSample(rule, input.sample, input.linkDown === true);
      return event === 'leave' && input.late === true ? 'doubt' : event;
    }
  }
}
const ofSilence = (rule: AlarmRule): ConditionEvent | null => (rule.kind === 'stale' || rule.kind === 'offline' ? 'enter' : isProcess(rule) ? 'doubt' : null);
/** True of the kinds that judge by what they remember; a rule without their terms is a bug. */
function hasMemory(rule: AlarmRule): boolean {
  if (rule.kind !== 'rate' && rule.kind !== 'deviation' && rule.kind !== 'count') return false;
  return rule.terms?.kind === rule.kind || unfit(rule);
}

/** ALM-35: what may be the link waits for its word; any other no-value is the point's own and tells at once. Every other condition waits as its rule says. */
export function hasOnDelay(rule: AlarmRule, input: Seen): boolean {
  if (rule.onDelayMs <= 0) return false;
  if (rule.kind !== 'noValue' || input.type !== 'sample') return true;
  return mayBeLink(input.sample.status);
}

/** False if the sample cannot change this alarm: the question that is asked of every rule about every sample, so it makes nothing. What remembers is always told. */
export function matters(rule: AlarmRule, alarm: Alarm, sample: Sample, linkDown: boolean): boolean {
  const event = ofSample(rule, sample, linkDown);
  if (event === null) return hasMemory(rule);
  return conditionTable[alarm.condition][event] !== 'ignore';
}
