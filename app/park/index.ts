export { pointsBelow } from './belonging.ts';
export { parkContract } from './contract.ts';
export type { AssetView, LevelView, PointView, RuleView, SiteReload, SiteView } from './contract.ts';
export { diffSites, siteParts } from './diff.ts';
export type { Counts, DiffSummary, FieldChange, SiteChange, SiteDiff, SitePart } from './diff.ts';
export { findings, shown, siteFaultCodes } from './fault.ts';
export type { Findings, Place, SiteFault, SiteFaultCode, SiteResult } from './fault.ts';
export { siteOf } from './reading/folder.ts';
export type { SiteFiles } from './reading/folder.ts';
export { pointColumns } from './points.ts';
export type { PointColumn } from './points.ts';
export type { Document, Path, Row, Sheet } from './reading/document.ts';
export { treatmentColumns } from './reading/treatment.ts';
export type { UnitScale } from './reading/treatment.ts';
export { kindsOf, rowOf } from './reading/levels.ts';
export { nearest } from './reading/nearest.ts';
export { assetId, assetKinds, categories, directions, levels, limitKinds, pointId, pointTypes, rateUnits, ruleKinds, sourceId, supervisions } from './site.ts';
export type {
  Asset, AssetId, AssetKind, Category, CountRule, DeviationRule, DurationRule, Level, LevelPolicy, LevelTable, LimitKind, Name, OfflineRule, PointDefinition, PointId, PointType, Range, RateRule,
  RuleDefinition, RuleKind, Site, SourceDefinition, SourceId, Supervision, Treatment, When,
} from './site.ts';
export { foldSite, readSiteImported, siteImport, siteImportedKind, siteText } from './site-json.ts';
export type { SiteImported } from './site-json.ts';
export { siteView } from './view.ts';
