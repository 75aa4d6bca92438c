export { parkContract } from './contract.ts';
export type { AssetView, LevelView, PointView, SiteView } from './contract.ts';
export { assetId, assetKinds, categories, levels, limitKinds, pointId, pointTypes, sourceId, supervisions } from './site.ts';
export type {
  Asset, AssetId, AssetKind, Category, Level, LevelPolicy, LevelTable, LimitKind, Name, PointDefinition, PointId, PointType, Range, Site, SourceDefinition, SourceId, Supervision,
} from './site.ts';
