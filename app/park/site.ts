import type { Brand } from '#kernel/time';

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
}

/** Where values come from. `options` belongs to the adapter of `kind`, which checks it. `owner`: the node that judges it. */
export interface SourceDefinition {
  readonly id: SourceId;
  readonly name: Name;
  readonly kind: string;
  readonly owner: string;
  readonly standby: string | null;
  readonly options: Readonly<Record<string, unknown>>;
}

export const assetKinds = ['park', 'enterprise', 'area', 'unit', 'tank', 'detector-group', 'hazard-source', 'gate', 'road', 'receptor'] as const;
export type AssetKind = (typeof assetKinds)[number];
/** A thing or a place of the park. `position`: CGCS2000 degrees and metres. `contact`: whom to call about it. */
export interface Asset {
  readonly id: AssetId;
  readonly kind: AssetKind;
  readonly name: Name;
  readonly parent: AssetId | null;
  readonly position: { readonly lon: number; readonly lat: number; readonly height: number } | null;
  readonly contact: { readonly role: Name; readonly phone: string } | null;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Alarm levels, most urgent first (S0c 19.1). `U` is unclassified: no row of the table fits; it is shown first of all, loudly, until somebody mends the table. */
export const levels = ['U', 'S', 'A', 'B', 'C', 'D'] as const;
export type Level = (typeof levels)[number];
/** The second axis of the level table. */
export const limitKinds = ['HH', 'H', 'L', 'LL', 'digital', 'noValue', 'stale', 'source'] as const;
export type LimitKind = (typeof limitKinds)[number];

/** How alarms of one level are handled. `handleWithinMs`: S0c-273, from raise to start of handling. */
export interface LevelPolicy { readonly level: Level; readonly name: Name; readonly ackRequired: boolean; readonly confirmRequired: boolean; readonly handleWithinMs: number }
export interface LevelTable {
  readonly version: number;
  readonly basis: string;
  readonly policies: readonly LevelPolicy[];
  /** First match wins; `*` matches any category. */
  readonly rows: readonly { readonly category: Category | '*'; readonly limit: LimitKind; readonly level: Level }[];
}

/** One park, whole: what `site import` reads from a folder, and what the journal keeps of it. */
export interface Site {
  readonly formatVersion: 1;
  readonly id: string;
  readonly name: Name;
  /** IANA time zone, e.g. Asia/Shanghai. */
  readonly zone: string;
  readonly frame: { readonly datum: 'CGCS2000'; readonly origin: { readonly lon: number; readonly lat: number; readonly height: number } };
  readonly owners: readonly string[];
  readonly assets: readonly Asset[];
  readonly sources: readonly SourceDefinition[];
  readonly points: readonly PointDefinition[];
  readonly levels: LevelTable;
}
