import { answerDetect } from '../detection/detect.ts';
import { answerAggregates, answerCompare } from '../reckoning/aggregates.ts';
import type { Answerer, KeptQuestion } from '../kept/historian.ts';
import { answerColumns } from './columns.ts';
import { answerCorrelate } from './correlate.ts';
import { answerFind } from './find.ts';
import { answerAt, answerLatest, answerRows } from './moments.ts';

/** How each question is answered from what is kept; pure. Files are written by `storage`. */
export const answerers: { readonly [K in Exclude<KeptQuestion, 'history.export'>]: Answerer<K> } = {
  'history.columns': answerColumns, 'history.rows': answerRows, 'history.at': answerAt, 'history.latest': answerLatest,
  'history.aggregates': answerAggregates, 'history.compare': answerCompare, 'history.correlate': answerCorrelate, 'history.find': answerFind, 'history.detect': answerDetect,
};
