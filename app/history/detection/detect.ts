import type { infer as Infer } from 'zod';
import { ok, type Result } from '#kernel/result';
import type { Detected } from '../asking/questions.ts';
import type { Answerer } from '../kept/historian.ts';
import type { Series, SeriesSource } from '../kept/series.ts';
import { asked, orNull, type AskedFault } from '../query/asked.ts';
import { cut, figuresOf } from '../reckoning/reckon.ts';
import { usualOf } from './detector.ts';
import { detectors } from './detectors.ts';

type Found = Infer<typeof Detected>;
/** How many stretches are told: the first. */
export const mostDetected = 500;
/** No signal stands so still that a ten-thousandth of its range, or what it was kept with, is unusual. */
const leastSpread = ({ range, deviation }: Series): number => Math.max(deviation, (range.high - range.low) * 1e-4, Number.MIN_VALUE);

function* meansOf(source: SeriesSource, series: Series, from: number, to: number, stepMs: number): Generator<void, Result<{ readonly edges: readonly number[]; readonly means: Float64Array }, AskedFault>, void> {
  const cutting = cut(source, series, from, to, stepMs);
  if (!cutting.ok) return cutting;
  const { weighted } = yield* figuresOf(source, cutting.value);
  const { edges } = cutting.value;
  return ok({ edges, means: Float64Array.from({ length: edges.length - 1 }, (_, c) => weighted(c)) });
}
/** Steps beyond the limit that follow each other, as one stretch; its peak is the step with the highest score. */
function stretchesOf(edges: readonly number[], means: Float64Array, scores: Float64Array): Found['stretches'] {
  const out: Found['stretches'] = [];
  for (let i = 0; i < means.length; i++) {
    const score = scores[i]!;
    if (!(score > 1)) continue;
    const [last, step] = [out.at(-1), { from: edges[i]!, to: edges[i + 1]!, peak: means[i]!, score }];
    if (last === undefined || last.to < step.from) out.push(step);
    else { last.to = step.to; if (score > last.score) { last.score = score; last.peak = step.peak; } }
  }
  return out;
}

/** `history.detect` (HIS-53): what was not usual in a stretch, by one of the detectors. */
export const answerDetect: Answerer<'history.detect'> = function* ({ point, from, to, stepMs, by, reference, threshold }, source) {
  const spans = reference === null ? [{ from, to }] : [{ from, to }, reference];
  const series = asked(source, [point], ...spans);
  if (!series.ok) return series;
  const one = series.value[0]!;
  const here = yield* meansOf(source, one, from, to, stepMs);
  if (!here.ok) return here;
  const there = reference === null ? here : yield* meansOf(source, one, reference.from, reference.to, stepMs);
  if (!there.ok) return there;
  const { edges, means } = here.value;
  const usual = usualOf(there.value.means, leastSpread(one));
  yield;
  if (usual === null) return ok({ point, centre: null, spread: null, stretches: [], more: false });
  const detector = detectors[by];
  // the Hampel identifier has the spread of its own window; the least of it is no more than the signal's own resolution
  const scores = yield* detector.judge(means, by === 'hampel' ? { ...usual, spread: leastSpread(one) } : usual, threshold ?? detector.threshold);
  const all = stretchesOf(edges, means, scores);
  return ok({ point, centre: orNull(usual.centre), spread: orNull(usual.spread), stretches: all.slice(0, mostDetected), more: all.length > mostDetected });
};
