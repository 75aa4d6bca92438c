import type { Brand } from '#kernel/time';
import type { Geometry, Place3, System } from './map/geometry.ts';

export type PointId = Brand<string, 'PointId'>;
export const pointId = (s: string): PointId => s as PointId;
export type SourceId = Brand<string, 'SourceId'>;
export const sourceId = (s: string): SourceId => s as SourceId;
export type AssetId = Brand<string, 'AssetId'>;
export const assetId = (s: string): AssetId => s as AssetId;

/** What an instrument can show, from empty to full scale, in the unit of its point. */
export interface Range { readonly low: number; readonly high: number }
/** A name in both languages; Chinese is the first. */
export interface Name { readonly zh: string; readonly en: string }

export const pointTypes = ['analog', 'digital', 'text'] as const;
export type PointType = (typeof pointTypes)[number];

/** What a point watches, the first axis of the level table (S0c 19.1). */
export const categories = ['hazard', 'process', 'gas', 'fire', 'video', 'abnormal', 'environment', 'utility', 'quality'] as const;
export type Category = (typeof categories)[number];

/** 监管类别 (S0c-270): who is told of its alarms: park, principal, safety director, safety officer, special. */
export const supervisions = ['park', 'principal', 'director', 'officer', 'special'] as const;
export type Supervision = (typeof supervisions)[number];

/**
 * How the readings of a point are treated before anybody judges them (app/acquisition/SPEC.md). What is absent is not done. `raw`: what the device sends at `range.low` and at
 * `range.high`, e.g. 4 and 20. `unit`: value = raw x scale + offset, as the library of units said when the site was read. `maxRate`: unit per second. `showDeadband`, `driftLimit`: unit.
 */
export interface Treatment {
  readonly raw?: Range;
  readonly unit?: { readonly from: string; readonly scale: number; readonly offset: number };
  readonly clamp?: boolean;
  readonly maxRate?: number;
  readonly showDeadband?: number;
  readonly frozenAfterMs?: number;
  readonly driftLimit?: number;
}

/** How a point is kept, where that is not as its category (docs/site.md). `deviation`: in the unit of the point; 0: every sample. `class`: of retention. `bits`: of the converter behind it. */
export interface Keeping { readonly deviation?: number; readonly class?: string; readonly bits?: number }

/** One point of the park, as an integrator writes it in `points.csv`. Absent limits are null. `alarmWhen`: for digital points, the state that alarms. `periodMs`: how often the device refreshes it; 0 = only on change, never stale. */
export interface PointDefinition {
  readonly id: PointId;
  readonly name: Name;
  readonly type: PointType;
  readonly unit: string;
  readonly source: SourceId;
  readonly address: string;
  readonly range: Range;
  readonly limits: { readonly HH: number | null; readonly H: number | null; readonly L: number | null; readonly LL: number | null };
  readonly alarmWhen: 0 | 1 | null;
  readonly deadband: number;
  readonly onDelayMs: number;
  readonly offDelayMs: number;
  readonly category: Category;
  readonly supervision: Supervision;
  readonly asset: AssetId;
  readonly periodMs: number;
  /** Absent where readings are taken as they come. */
  readonly treatment?: Treatment;
  /** Where the instrument hangs; absent where it is its asset's place. */
  readonly position?: Place3;
  /** Absent where it is kept as its category is. */
  readonly keeping?: Keeping;
}

/**
 * What a site says of history (`history.json`). `budgetGB`: of all its files together, 10^9 bytes; null: what the disk has. `classes`: for how many days each is kept, as it came and as minutes, hours and days. `categories`: the class and the
 * deviation, in percent of the range, of the points of a category; what it does not say is as of `*`.
 */
export interface HistoryRules {
  readonly budgetGB: number | null;
  readonly classes: readonly { readonly id: string; readonly rawDays: number; readonly minuteDays: number; readonly hourDays: number; readonly dayDays: number }[];
  readonly categories: Readonly<Partial<Record<Category | '*', { readonly class?: string; readonly deviationPercent?: number }>>>;
}

/** The kind of a source that is no device: its values are reckoned from those of other points (app/calculation). */
export const derivedKind = 'derived';
/** Where values come from. `options` belongs to the adapter of `kind`, which checks it. `owner`: the node that judges it. */
export interface SourceDefinition {
  readonly id: SourceId;
  readonly name: Name;
  readonly kind: string;
  readonly owner: string;
  readonly standby: string | null;
  readonly options: Readonly<Record<string, unknown>>;
  /** How far its clock may be from ours before it is marked; absent: a minute. */
  readonly clockToleranceMs?: number;
  /** How long nothing that it shows may move before it is called frozen; 0: for ever; absent: ten minutes. */
  readonly frozenAfterMs?: number;
}

export const assetKinds = ['park', 'enterprise', 'area', 'unit', 'tank', 'detector-group', 'hazard-source', 'gate', 'road', 'receptor', 'gallery', 'camera', 'sensor-station', 'utility', 'building', 'equipment', 'rack', 'river'] as const;
export type AssetKind = (typeof assetKinds)[number];
/** A thing or a place of the park. `position`: CGCS2000 degrees and metres. `contact`: whom to call about it. */
export interface Asset extends Geometry {
  readonly id: AssetId;
  readonly kind: AssetKind;
  readonly name: Name;
  readonly parent: AssetId | null;
  readonly position: Place3 | null;
  readonly contact: { readonly role: Name; readonly phone: string } | null;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Alarm levels, most urgent first (S0c 19.1). `U` is unclassified: no row of the table fits; it is shown first of all, loudly, until somebody mends the table. */
export const levels = ['U', 'S', 'A', 'B', 'C', 'D'] as const;
export type Level = (typeof levels)[number];
/** The second axis of the level table. */
export const limitKinds = ['HH', 'H', 'L', 'LL', 'digital', 'noValue', 'stale', 'source', 'clock', 'frozen', 'refused', 'rate', 'deviation', 'count', 'duration', 'offline', 'stopped', 'filling'] as const;
export type LimitKind = (typeof limitKinds)[number];
/** What is found out about a whole source and is no matter of the process: its clock is wrong, nothing that it shows moves, its door refuses again and again (ISA-18.2: system diagnostic alarms). */
export const diagnosticKinds = ['clock', 'frozen', 'refused'] as const satisfies readonly LimitKind[];
/** What is found out about where the samples are kept: nothing is kept any more, or its room runs out. */
export const keepingKinds = ['stopped', 'filling'] as const satisfies readonly LimitKind[];
export type KeepingKind = (typeof keepingKinds)[number];
export type DiagnosticKind = (typeof diagnosticKinds)[number];

/** How alarms of one level are handled. `handleWithinMs`: S0c-273, from raise to start of handling. */
export interface LevelPolicy { readonly level: Level; readonly name: Name; readonly ackRequired: boolean; readonly confirmRequired: boolean; readonly handleWithinMs: number }
export interface LevelTable {
  readonly version: number;
  readonly basis: string;
  readonly policies: readonly LevelPolicy[];
  /** First match wins; `*` matches any category. `guidance`: what an officer does about such an alarm, in order; absent where nothing is written. */
  readonly rows: readonly { readonly category: Category | '*'; readonly limit: LimitKind; readonly level: Level; readonly guidance?: readonly Name[] }[];
}

/** The alarms that an engineer writes one by one in `rules/alarms.json`; the others follow from the points and sources. */
export const ruleKinds = ['rate', 'deviation', 'count', 'duration', 'offline'] as const satisfies readonly LimitKind[];
export type RuleKind = (typeof ruleKinds)[number];
/** What counts as met of one point: at or beyond a limit, or a digital state. Deadband and saturation as of any limit. */
export interface When { readonly is: 'above' | 'below' | 'state'; readonly limit: number }
export const rateUnits = ['s', 'min', 'h'] as const;
export const directions = ['rising', 'falling', 'both'] as const;

/** `level` null: the level table decides. */
interface Written { readonly id: string; readonly name: Name; readonly level: Level | null }
interface OfPoint extends Written { readonly point: PointId; readonly deadband: number; readonly offDelayMs: number }
/** 变化率: the value changes by `limit` or more per `per`, seen over `windowMs`. `limit` and `deadband` in the unit of the point per `per`. */
export interface RateRule extends OfPoint {
  readonly kind: 'rate'; readonly direction: (typeof directions)[number]; readonly limit: number; readonly per: (typeof rateUnits)[number]; readonly windowMs: number; readonly onDelayMs: number;
}
/** 偏差: the value is `limit` or more away from that of another point, or from a set-point; one of the two is null. `in`: unit of the point, or percent of its span, for limit and deadband. */
export interface DeviationRule extends OfPoint {
  readonly kind: 'deviation'; readonly other: PointId | null; readonly setPoint: number | null; readonly limit: number; readonly in: 'unit' | 'percent'; readonly onDelayMs: number;
}
/** 窗口内次数: `when` became true at least `times` times within `windowMs`. */
export interface CountRule extends OfPoint { readonly kind: 'count'; readonly when: When; readonly times: number; readonly windowMs: number; readonly onDelayMs: number }
/** 状态持续时间: `when` has been true for `longerMs`. */
export interface DurationRule extends OfPoint { readonly kind: 'duration'; readonly when: When; readonly longerMs: number }
/** 企业数据离线: no sample from any point of an enterprise for longer than `longerMs`, though a source of it is up. */
export interface OfflineRule extends Written { readonly kind: 'offline'; readonly enterprise: AssetId; readonly longerMs: number }
export type RuleDefinition = RateRule | DeviationRule | CountRule | DurationRule | OfflineRule;

/** Which assets a figure is about. `facts`: what must be written of them; a list: any of these; a text fits where it begins with it. `systems`: which utility it belongs to. */
export interface AssetQuery { readonly kinds: readonly AssetKind[]; readonly facts?: Readonly<Record<string, string | number | readonly (string | number)[]>>; readonly systems?: readonly System[]; readonly under?: AssetId }
/** Which points: all that fit everything that is said. `ids` as they stand. `of`: points of such assets. */
export interface PointQuery { readonly ids?: readonly PointId[]; readonly categories?: readonly Category[]; readonly unit?: string; readonly of?: AssetQuery }

/** What is still to come from elsewhere; a topic says so instead of showing a figure that nobody measured. */
export const awaited = ['permits', 'people', 'vehicles', 'resources', 'plans', 'incidents', 'commitments', 'hidden-dangers', 'work', 'archives', 'video', 'duty'] as const;
export type Awaited = (typeof awaited)[number];
export const statistics = ['highest', 'lowest', 'mean', 'total'] as const;
export type Statistic = (typeof statistics)[number];

/** One figure of a panel. `count`: how many assets. `sum`: of a fact of theirs. `breakdown`: how many by a fact. `reading`: one number of many points. `state`: how many digital points stand so. `quality`: how many points give good values. */
export type Figure = { readonly name: Name } & (
  | { readonly kind: 'count'; readonly assets: AssetQuery }
  | { readonly kind: 'sum'; readonly assets: AssetQuery; readonly fact: string; readonly unit: string }
  | { readonly kind: 'breakdown'; readonly assets: AssetQuery; readonly by: string }
  | { readonly kind: 'alarms'; readonly points: PointQuery }
  | { readonly kind: 'reading'; readonly points: PointQuery; readonly show: Statistic }
  | { readonly kind: 'state'; readonly points: PointQuery; readonly when: 0 | 1 }
  | { readonly kind: 'quality'; readonly points: PointQuery }
  | { readonly kind: 'awaits'; readonly what: Awaited });

/** The layers of the one map, by which a topic names what it shows. */
export const layerIds = ['imagery', 'boundary', 'river', 'roads', 'enterprises', 'photography', 'solids', 'gallery', 'utilities', 'hazards', 'receptors', 'gates', 'cameras', 'weather', 'points', 'names'] as const;
/** A topic of the one map 一张图专题: which layers it shows, and its figures. */
export interface Topic { readonly id: string; readonly name: Name; readonly layers: readonly string[]; readonly panels: readonly { readonly name: Name; readonly figures: readonly Figure[] }[] }

/** One park, whole: what `site import` reads from a folder, and what the journal keeps of it. */
export interface Site {
  readonly formatVersion: 1;
  readonly id: string;
  readonly name: Name;
  /** IANA time zone, e.g. Asia/Shanghai. */
  readonly zone: string;
  readonly frame: { readonly datum: 'CGCS2000'; readonly origin: Place3 };
  readonly owners: readonly string[];
  readonly assets: readonly Asset[];
  readonly sources: readonly SourceDefinition[];
  readonly points: readonly PointDefinition[];
  readonly levels: LevelTable;
  /** Absent where no rule is written. */
  readonly rules?: readonly RuleDefinition[];
  /** The topics of its one map, in their order; absent where there are none. */
  readonly topics?: readonly Topic[];
  /** Absent where it says nothing of history; then `defaultHistory` holds. */
  readonly history?: HistoryRules;
}
