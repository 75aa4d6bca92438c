import { z } from 'zod';
import type { Contract } from '#kernel/contract';
import * as q from './asking/questions.ts';

/** All that is asked of what is kept. A point that the site never had is the fault `no-such-point`; one of which nothing is kept in the span has empty columns. A span the wrong way round is `bad-span`. Each may be taken back. */
export const historyContract = {
  calls: {
    'history.columns': { in: q.ColumnsQuestion, out: z.array(q.Columns), needs: 'point.view' },
    'history.rows': { in: q.RowsQuestion, out: q.Rows, needs: 'point.view' },
    'history.at': { in: q.AtQuestion, out: z.array(q.At), needs: 'point.view' },
    'history.latest': { in: q.LatestQuestion, out: z.array(q.At), needs: 'point.view' },
    'history.aggregates': { in: q.AggregatesQuestion, out: z.array(q.Aggregates), needs: 'point.view' },
    'history.compare': { in: q.CompareQuestion, out: z.array(q.Compared), needs: 'point.view' },
    'history.correlate': { in: q.CorrelateQuestion, out: z.array(q.Correlated), needs: 'point.view' },
    'history.find': { in: q.FindQuestion, out: q.Found, needs: 'point.view' },
    'history.detect': { in: q.DetectQuestion, out: q.Detected, needs: 'point.view' },
    'history.health': { in: z.object({}), out: q.HistoryHealth, needs: 'health.view' },
    'history.annotations': { in: q.AnnotationsQuestion, out: z.array(q.Annotation), needs: 'point.view' },
    'history.annotate': { in: q.NewAnnotation, out: q.Annotation, needs: 'history.annotate' },
    'history.withdraw': { in: z.object({ id: z.string().max(100) }), out: q.Annotation, needs: 'history.annotate' },
    'history.export': { in: q.ExportQuestion, out: q.Exported, needs: 'history.export' },
  },
  streams: {
    'history.annotated': { kind: 'every', of: q.Annotation, needs: 'point.view' },
    'history.exporting': { kind: 'latest', of: q.Exporting, needs: 'history.export', paceMs: 200 },
  },
} as const satisfies Contract;
