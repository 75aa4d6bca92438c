import { z } from 'zod';
import { Status } from '../status.ts';
import { at, isPlace, placeBeside, type Step } from './path.ts';
import { qualityFormats, qualityIn, type QualityFormat } from './quality.ts';
import { badStatus, nothing, valueOf, type Said } from './said.ts';
import { timeFormats, timeIn, type TimeFormat } from './time.ts';

/** Where a document says the time and the quality of a value, and how. Paths begin with `$` (the document) or `@` (what holds the value); null: it does not say. */
export interface JsonMapping { readonly timePath: string | null; readonly qualityPath: string | null; readonly timeFormat: TimeFormat; readonly qualityFormat: QualityFormat }

const place = z.string().max(1000).refine(isPlace, '$.path, or @.path beside the value').nullable().default(null);
/** The same as fields of a source's options. */
export const mappingFields = { timePath: place, qualityPath: place, timeFormat: z.enum(timeFormats).default('epoch-ms'), qualityFormat: z.enum(qualityFormats).default('opcua') };

/** How one point reads a document; `undefined` where the document says nothing of it. */
export function jsonReader(path: readonly Step[], o: JsonMapping): (root: unknown) => Said | undefined {
  const timeAt = placeBeside(o.timePath, path);
  const qualityAt = placeBeside(o.qualityPath, path);
  return (root) => {
    const value = at(root, path);
    if (value === undefined) return undefined;
    const time = timeAt === null ? null : timeIn(at(root, timeAt), o.timeFormat);
    const quality = qualityAt === null ? undefined : at(root, qualityAt);
    const status = quality === undefined || quality === null ? Status.good : qualityIn(quality, o.qualityFormat);
    return status === null ? nothing(badStatus('quality'), time) : valueOf(value, status, time);
  };
}
