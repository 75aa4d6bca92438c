import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { AuditTrust, findingReasons } from '#app/audit';
import { consentWords, powers } from '#app/access';
import { whyCodes } from '#app/acquisition';
import { posts, rosterFaultCodes, swapStates, templates } from '#app/duty';
import { assetKinds, awaited, categories, levels, limitKinds, siteFaultCodes, supervisions, systems } from '#app/park';
import { filterStates, groupings, happenings, zones } from '#app/alarm';
import { layerGroups, layerIds } from '#app/map';
import { sides, symbolKinds } from '#app/mimic';
import { engineContract, shellContract, windowKinds, windowStates } from '#app/contract';
import { permissions } from '#kernel/session';
import { designed } from '../../../main/shell/arrange/designed.ts';
import { sceneKeys } from '../../../renderer/windows/scene/actions.ts';
import { tools } from '../../../renderer/windows/scene/measuring/measuring.ts';
import { allTabs } from '../../../renderer/windows/desk/middle/tabs.ts';
import { firstRoles } from '#app/access';
import { sides as trendSides } from '../../../renderer/features/history/asking/trend-store.ts';
import { axisModes } from '../../../renderer/features/history/model/axes.ts';
import { conditionKinds } from '../../../renderer/features/history/model/conditions.ts';
import { families as auditFamilies } from '../../../renderer/features/audit/families.ts';
import { peopleStates } from '../../../renderer/features/access/admin/people/filtering.ts';
import { nameOf, policyFields, policyGroups, units } from '../../../renderer/features/access/admin/policy/fields.ts';
import { filled, shippedWords, worded, wordsOf } from '#kit/words';

const root = 'resources/locales';
const languages = ['zh-CN', 'en'] as const;
const modules = fs.readdirSync(`${root}/zh-CN`).map((f) => path.basename(f, '.json')).toSorted();
const catalogue = (language: string, module: string): Record<string, string> => JSON.parse(fs.readFileSync(`${root}/${language}/${module}.json`, 'utf8')) as Record<string, string>;
const places = (sentence: string): string[] => [...sentence.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? '').toSorted();
const sources = (glob: string): string => fs.globSync(glob).map((f) => fs.readFileSync(f, 'utf8')).join('\n');

const renderer = sources('renderer/**/*.{ts,tsx}');
const code = `${renderer}\n${sources('main/shell/**/*.ts')}`;
const seatStates = ['empty', 'watched', 'locked', 'overridden'] as const;
const musts = ['change-password', 'enrol-factor'] as const;
/** Codes said whole, and those of which the code is made at run time: each family with every member it can have. */
const written = new Set([...code.matchAll(/'([a-z]+:[\w.-]+)'/g)].map((m) => m[1] ?? ''));
const families: Readonly<Record<string, readonly string[]>> = {
  'access:permission-': permissions, 'access:way-': ['password', 'totp', 'key'], 'access:chip-': seatStates, 'access:why-': [...seatStates, ...musts], 'access:must-': musts, 'access:do-': musts, 'access:why-must-': musts,
  'access:power-': powers, 'access:power-what-': powers, 'access:own-': ['session', 'password', 'totp', 'key'], 'access:sheet-': ['own', 'override', 'set-up', 'rescue'], 'access:step-': ['evidence', 'summary', 'done'],
  'workstation:kind-': windowKinds, 'workstation:open-': windowKinds, 'workstation:designed-': designed.map((p) => p.name), 'workstation:state-': windowStates, 'workstation:reason-': ['memory', 'hung', 'crashed', 'killed', 'oom'],
  'workstation:health-': ['window', 'state', 'memory', 'frame', 'worst', 'restarts'],
  'alarm:kind-': limitKinds, 'alarm:level-': levels, 'alarm:category-': categories, 'alarm:supervision-': supervisions, 'alarm:step-': happenings,
  'alarm:state-': ['unacknowledged', 'acknowledged', 'returned'], 'alarm:short-': ['unacknowledged', 'acknowledged', 'returned', 'open'], 'alarm:shape-': ['flat', ...groupings], 'alarm:filter-state-': filterStates,
  'desk:tab-': allTabs, 'desk:tell-': supervisions, 'desk:thing-': [...assetKinds, 'point', 'source', 'place'], 'search:kind-': ['alarm', 'action', 'window', 'point', 'asset', 'source'],
  'acquisition:why-link-': ['connecting', 'down', 'far', 'quarantined', 'refused'], 'acquisition:why-': whyCodes.filter((c) => c !== 'link'), 'journal:state-': [...swapStates, 'frozen', 'drift', 'wrong', 'right', 'empty', 'watched', 'locked'],
  'journal:how-': ['own', 'given', 'recovered', 'set-up', 'cost', 'idle', 'old', 'leave', 'end', 'revoke', 'first', 'rescue'], 'journal:why-': ['unknown', 'closed', 'password', 'factor', 'replayed', 'clock', 'ended'], 'journal:factor-': ['password', 'totp', 'key'], 'journal:field-': ['name', 'phone'],
  'acquisition:word-': Object.keys(catalogue('zh-CN', 'acquisition')).filter((k) => /^word-[0-9A-F]{4}$/.test(k)).map((k) => k.slice(5)),
  'acquisition:count-': Object.keys(catalogue('zh-CN', 'acquisition')).filter((k) => k.startsWith('count-')).map((k) => k.slice(6)),
  'acquisition:wire-': ['collector', 'database', 'http-poll', 'http-push'],
  'acquisition:link-': ['connecting', 'up', 'down', 'quarantined', 'refused'],
  'health:connection-': ['waiting', 'open', 'lost', 'refused'], 'health:journal-': ['recording', 'reserve', 'not-recording'], 'health:restart-': ['asked', 'hung'], 'health:fault-': ['disk-full', 'read-only', 'corrupt', 'locked', 'disk-slow', 'folder-gone', 'thread-died', 'history-error'],
  'mimic:flaw-': ['bad', 'stale', 'uncertain', 'unheard'], 'mimic:symbol-': symbolKinds, 'mimic:align-': sides, 'mimic:box-': ['x', 'y', 'width', 'height', 'turn'], 'mimic:show-': ['text', 'level', 'colour', 'state', 'visible', 'turn', 'trend', 'go', 'select'],
  'mimic:figure-': ['digits', 'low', 'high', 'limit', 'from', 'to', 'minutes', 'on'], 'mimic:problem-': ['no-element', 'no-point', 'no-asset', 'no-mimic', 'unbound'], 'screen:zone-': zones, 'screen:empty-': zones, 'screen:stage-': zones.filter((z) => z !== 'carried'),
  'scene:layer-': layerIds, 'scene:group-': layerGroups, 'scene:system-': systems, 'scene:compass-': ['N', 'NNE', 'NE', 'ENE', 'E', 'ESE', 'SE', 'SSE', 'S', 'SSW', 'SW', 'WSW', 'W', 'WNW', 'NW', 'NNW'],
  'scene:ask-': tools, 'scene:why-': ['no-webgl', 'context-lost', 'render-failed'], 'scene:fault-': ['tileset', 'tile', 'photography', 'imagery', 'terrain'],
  'scene:fact-': Object.keys(catalogue('zh-CN', 'scene')).filter((k) => k.startsWith('fact-')).map((k) => k.slice(5)),
  'scene:key-': sceneKeys, 'scene:short-': ['home', 'north', 'plan', ...tools, 'layers', 'views', 'in-view', 'picture', 'theme'],
  'admin:head-': ['person', 'roles', 'factors', 'password', 'state', 'workstation', 'seat', 'opened'], 'admin:people-': peopleStates, 'admin:do-': ['change', 'give', 'unlock', 'recover', 'close', 'reopen'], 'admin:effect-': ['close', 'reopen', 'unlock', 'new', 'gone'], 'admin:effect-recover-': ['password', 'factor'], 'admin:lost-': ['password', 'factor'],
  'admin:': ['name', 'phone'], 'admin:form-': ['login', 'name', 'phone', 'password', 'reason', 'role', 'until', 'scope', 'keepers', 'role-id'], 'admin:scope-': ['enterprises', 'areas'], 'admin:role-': firstRoles.roles.map((r) => r.id), 'admin:session-': ['active', 'locked'], 'admin:consent-': ['agreed', 'refused', 'expired', 'withdrawn', 'seen'],
  'admin:key-': ['backup', 'rotate', 'renew', 'destroy', 'rows', 'enter', 'find', 'leave'], 'admin:effect-key-': ['backup', 'rotate', 'renew', 'destroy'], 'admin:key-state-': ['active', 'retired', 'destroyed'], 'admin:keys-head-': ['version', 'state', 'made', 'act'],
  'admin:policy-': policyFields.map(nameOf), 'admin:policy-group-': Object.keys(policyGroups), 'admin:policy-said-': Object.keys(policyGroups), 'admin:policy-wrong-': ['number', 'bounds', 'grow'], 'admin:unit-': Object.keys(units),
  'topic:awaits-': awaited, 'topic:word-': ['housing', 'school', 'hospital', 'production', 'use', 'none', 'pending'], 'desk:realm-': ['drill', 'replay'], 'states:': ['forbidden', 'forbidden-next', 'offline', 'offline-next', 'failed'], 'time:weekday-': ['0', '1', '2', '3', '4', '5', '6'],
  'trend:span-': ['1', '2', '3', '4', '5', '6'], 'trend:shift-': ['0', '1', '2', '3', '4'], 'trend:back-': ['0', '1', '2', '3', '4'], 'trend:axes-': axisModes, 'trend:mark-': ['limits', 'alarms', 'notes'], 'trend:side-': trendSides, 'trend:is-': conditionKinds, 'trend:figure-': ['mean', 'weighted', 'min', 'max', 'std'], 'trend:what-': ['raw', 'minute', 'hour', 'day'], 'trend:form-': ['csv', 'parquet'],
  'duty:post-': posts, 'duty:line-': posts, 'journal:post-': posts, 'duty:why-': ['nobody', 'leave', 'unknown'], 'duty:absent-': ['leave', 'unknown'], 'duty:by-': ['cycle', 'entry', 'swap'], 'duty:tab-': ['calendar', 'swaps', 'leaves', 'cycles', 'groups', 'people', 'units', 'files', 'shifts'],
  'duty:': ['id', 'name', 'phone', 'unit', 'account', 'needs-leader', 'needs-officer', 'approval', 'group', 'leads', 'members', 'post', 'pattern', 'groups', 'days', 'person', 'first-day', 'last-day', 'give-by', 'give', 'swap-by', 'take', 'state', 'sheet', 'row', 'column', 'mistake'],
  'duty:template-': templates.map((t) => t.id), 'duty:swap-': ['agree', 'refuse', 'withdraw', 'approve', 'decline', 'cancel'], 'duty:origin-': ['default', 'folder', 'hand'], 'journal:duty.': ['person', 'unit', 'group', 'cycle', 'leave', 'late'].map((k) => `${k}-removed`),
  'audit:family-': auditFamilies, 'audit:head-': ['time', 'what', 'who', 'kind', 'seq'], 'audit:trust-': AuditTrust.options, 'audit:format-': ['jsonl', 'csv'], 'journal:outcome-': ['written', 'cancelled', 'failed'], 'journal:finding-': findingReasons,
  'access-consent:': consentWords, 'journal:alarm.': happenings, 'journal:level-': levels, 'journal:state-device-': ['active', 'acknowledged', 'over', 'standing', 'gone', 'said'], 'journal:link-': ['connecting', 'up', 'down', 'quarantined', 'refused'], 'desk:': ['calm-next', 'all-acknowledged-next'],
};
/** Kinds of journal events that some part of the product writes. */
const kinds = [...new Set([...sources('{app,main,storage}/**/*.ts').matchAll(/'((?:engine|device|mimic|site|source|point|clock|node|output|journal|window|process|shell|settings|person|password|factor|role|roles|policy|login|session|access|watch|consent|personal|key|duty|audit|history|profile)\.[a-z.-]+)'/g)].map((m) => m[1] ?? ''))];
const wanted = new Set([...written, ...Object.entries(families).flatMap(([head, tails]) => tails.map((t) => head + t))]);
const there = (language: string): string[] => modules.flatMap((m) => Object.keys(catalogue(language, m)).map((k) => `${m}:${k}`));

it('both languages have the same modules, the same codes and the same places', () => {
  expect(fs.readdirSync(`${root}/en`).map((f) => path.basename(f, '.json')).toSorted()).toEqual(modules);
  for (const m of modules) {
    const [zh, en] = [catalogue('zh-CN', m), catalogue('en', m)];
    expect(Object.keys(en), m).toEqual(Object.keys(zh));
    expect(Object.keys(zh).filter((k) => places(zh[k] ?? '').join() !== places(en[k] ?? '').join()), m).toEqual([]);
    expect(Object.entries({ ...zh, ...en }).filter(([, s]) => s.trim() === ''), m).toEqual([]);
  }
});

it('English holds no Chinese but the name of the language, and Chinese is Chinese', () => {
  const chinese = /\p{Script=Han}/u;
  const same = /^(English|中文|F1|CPU|[A-Z] ?)$/;
  expect(modules.flatMap((m) => Object.entries(catalogue('en', m)).filter(([, s]) => chinese.test(s) && !/^中文( \/ English)?$/.test(s) && m !== 'shell').map(([k]) => `${m}:${k}`))).toEqual([]);
  expect(modules.flatMap((m) => Object.entries(catalogue('zh-CN', m)).filter(([, s]) => !chinese.test(s) && !same.test(s) && !/^[\W{}\w]*\}[\W]*$/.test(s)).map(([k]) => `${m}:${k}`))).toEqual([]);
});

it('everything that the code says has words', () => {
  const has = new Set(there('zh-CN'));
  expect([...wanted].filter((c) => modules.includes(c.split(':')[0] ?? '') && !has.has(c))).toEqual([]);
});

it('every word is said somewhere', () => {
  const free = ['faults', 'reasons', 'shell'];                   // said by code that the engine sends; shell.json is read by the shell under keys of its own
  expect(there('zh-CN').filter((c) => !free.includes(c.split(':')[0] ?? '') && !wanted.has(c) && !(c.startsWith('journal:') && kinds.includes(c.slice(8))) && c !== 'health:fault-other')).toEqual([]);
});

it('every kind of event that is written to the journal has its sentence', () => {
  const calls = new Set<string>([...[engineContract, shellContract].flatMap((c) => [...Object.keys(c.calls), ...Object.keys(c.streams)]), ...permissions, 'key.backup', 'key.rotate', 'key.renew', 'key.destroy', 'engine.process', 'engine.process.changed', 'engine.restart', 'engine.js', 'journal.db', 'journal.read', 'journal.view', 'journal.recent', 'journal.appended', 'site.get', 'site.reload', 'site.import', 'site.changed', 'site.view', 'site.json', 'source.list', 'source.quality', 'source.view', 'point.watch', 'point.why', 'point.latest', 'point.view', 'point.name', 'settings.get', 'settings.set', 'settings.view', 'settings.change', 'settings.changed', 'settings.json']);
  const sentences = catalogue('zh-CN', 'journal');
  expect(kinds.filter((k) => !calls.has(k) && !(k in sentences) && !/\.(ts|js|json|db|bin|log)$/.test(k) && !k.startsWith('journal.'))).toEqual([]);
});

it('every fault that the code can tell has a sentence in both languages', () => {
  const all = sources('{app,main,native-adapters,outputs,storage,renderer}/**/*.{ts,tsx}');
  const typed = [...all.matchAll(/Fault<([^<>]+)>/g)].flatMap((m) => [...(m[1] ?? '').matchAll(/'([a-z][a-z-]+)'/g)].map((q) => q[1] ?? ''));
  const told = new Set([...all.matchAll(/fail\('([a-z][a-z-]+)'|code: '([a-z][a-z-]+)'/g)].map((m) => m[1] ?? m[2] ?? '').concat(typed));
  expect(told.size).toBeGreaterThan(50);
  for (const language of languages) {
    const faults = catalogue(language, 'faults');
    const sentences: readonly string[] = consentWords;               // of a proposal, not faults
    expect([...told, ...siteFaultCodes, ...rosterFaultCodes].filter((c) => !sentences.includes(c) && !(c in faults)), language).toEqual([]);
  }
});

it('fills places, and a code without words shows itself', () => {
  expect(filled('{a} 与 {b}{c}', { a: 1, b: '二' })).toBe('1 与 二');
  expect(worded({ known: '见 {x}' }, { code: 'known', params: { x: '$&' } })).toBe('见 $&');
  expect(worded({}, { code: 'unheard-of', params: {} })).toBe('unheard-of');
  const words = wordsOf('en', { faults: { lost: 'Lost: {reason}' }, reasons: { ECONNREFUSED: 'the port is not open there' } });
  expect(words.fault({ code: 'lost', params: { reason: 'ECONNREFUSED' } })).toBe('Lost: the port is not open there');
  expect([words.t('alarm:none'), words.has('faults:constructor'), words.name({ zh: '罐', en: '' })]).toEqual(['alarm:none', false, '罐']);
});

it('says why in words: whole, by the head of what has a number in it, and as it stands where there are none', () => {
  const words = wordsOf('en', { faults: { lost: '{peer}: {reason}', protocol: '{what}' }, reasons: { 'half-frame': 'the frame broke off', 'status-*': 'HTTP status {of}' } });
  expect(['half-frame', 'status-503', 'no-table: x', 'constructor', 'half-past'].map((what) => words.fault({ code: 'protocol', params: { what } }))).toEqual(['the frame broke off', 'HTTP status 503', 'no-table: x', 'constructor', 'half-past']);
  expect(words.fault({ code: 'lost', params: { peer: 'half-frame', reason: 'status-502' } })).toBe('half-frame: HTTP status 502');
});

it('every reason that an adapter writes down in a fault has words', () => {
  const said = [...sources('native-adapters/**/*.ts').matchAll(/fail\('(?:unreachable|refused|protocol)', \{[^}]*?(?:reason|what): '([\w-]+)'/g)].map((m) => m[1] ?? '');
  expect(new Set(said).size).toBeGreaterThan(15);
  for (const language of languages) expect([...new Set(said)].filter((r) => !(r in catalogue(language, 'reasons'))), language).toEqual([]);
});

it('ships both languages', () => {
  expect([shippedWords('zh-CN').t('desk:title'), shippedWords('en').t('desk:title')]).toEqual(['值守台', 'Duty desk']);
});
