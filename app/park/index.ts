export { belonging, pointsBelow } from './belonging.ts';
export type { Belonging } from './belonging.ts';
export { parkContract } from './contract.ts';
export type { AssetView, GuidanceView, LevelView, PointView, RuleView, SiteReload, SiteView } from './contract.ts';
export { changesIn, diffSites, diffSummary, siteParts } from './diff.ts';
export type { Counts, DiffSummary, FieldChange, SiteChange, SiteDiff, SitePart } from './diff.ts';
export { findings, shown, siteFaultCodes } from './fault.ts';
export type { Findings, Place, SiteFault, SiteFaultCode, SiteResult } from './fault.ts';
export { forms, geometryOf, systems } from './map/geometry.ts';
export type { Corner, FieldOfView, Form, Geometry, Place3, Shape, System } from './map/geometry.ts';
export { MOST_ON_PAGE, mapPages } from './map/pages.ts';
export type { MapFeature, MapPage, PointPlace } from './map/pages.ts';
export { keepingColumns } from './keeping/columns.ts';
export { defaultHistory } from './keeping/history.ts';
export { siteOf } from './reading/folder.ts';
export type { SiteFiles } from './reading/folder.ts';
export { placeColumns, pointColumns } from './points.ts';
export type { PointColumn } from './points.ts';
export { placeOf, readPart } from './reading/document.ts';
export type { Document, Path, Row, Sheet } from './reading/document.ts';
export { treatmentColumns } from './reading/treatment.ts';
export type { UnitScale } from './reading/treatment.ts';
export { kindsOf, rowOf } from './reading/levels.ts';
export { nearest } from './reading/nearest.ts';
export { assetId, assetKinds, categories, derivedKind, diagnosticKinds, keepingKinds, directions, levels, limitKinds, pointId, pointTypes, rateUnits, ruleKinds, sourceId, supervisions } from './site.ts';
export type {
  Asset, AssetId, AssetKind, Category, CountRule, DeviationRule, DiagnosticKind, KeepingKind, DurationRule, HistoryRules, Keeping, Level, LevelPolicy, LevelTable, LimitKind, Name, OfflineRule, PointDefinition, PointId, PointType, Range, RateRule,
  RuleDefinition, RuleKind, Site, SourceDefinition, SourceId, Supervision, Treatment, When,
} from './site.ts';
export { importParts, readSiteImported, siteImport, siteImportedKind, sitePartKind, siteText } from './site-json.ts';
export type { SiteImported } from './site-json.ts';
export { awaited, layerIds, statistics } from './site.ts';
export type { AssetQuery, Awaited, Figure, PointQuery, Statistic, Topic } from './site.ts';
export { siteView } from './view.ts';
