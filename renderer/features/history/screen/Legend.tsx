import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { PointView } from '#app/park';
import { plain } from '#kit/number';
import { useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import { figuresOf, type Figures } from '../asking/figures.ts';
import type { Item } from '../asking/trend-store.ts';
import { seriesColour } from '../drawing/picture.ts';
import { limitsOf } from '../model/axes.ts';
import { readingAt, type ReadingAt } from '../model/reading.ts';
import type { Trace } from '../model/traced.ts';
import type { TrendOf } from './naming.ts';
import { differenceText, lengthText, shareText, valueText } from './values.ts';

/** What stood last at or before a moment. */
const lastAt = (t: Trace | null, time: number): ReadingAt | null => {
  if (t === null || t.length === 0) return null;
  const here = readingAt(t, time);
  if (here !== null) return here;
  const end = t.to[t.length - 1]!;
  return time > end && time - end < Math.max(3 * t.widthMs, 15_000) ? readingAt(t, end) : null;
};

function Value({ point, reading, at }: { readonly point: PointView | null; readonly reading: ReadingAt | null; readonly at: number | null }) {
  const words = useWords();
  if (at === null) return <td className="number dim">—</td>;
  if (reading === null) return <td className="number dim" title={words.t('trend:no-value')}>{words.t('trend:none')}</td>;
  const several = reading.low !== reading.high;
  const title = [several ? words.t('trend:of-column', { low: valueText(point, reading.low), high: valueText(point, reading.high) }) : '', reading.doubtful ? words.t('trend:doubtful') : ''].filter((t) => t !== '').join(' · ');
  return <td className="number" title={title === '' ? undefined : title}><strong>{valueText(point, reading.value)}</strong>{reading.doubtful && <span aria-label={words.t('trend:doubtful')}> ?</span>}</td>;
}

interface RowProps { readonly of: TrendOf; readonly item: Item; readonly figures: Figures | null; readonly a: number; readonly b: number | null; readonly shiftMs: number }

/** What a text point said where the cursor is. */
function Words({ of, item, shiftMs }: Pick<RowProps, 'of' | 'item' | 'shiftMs'>) {
  const said = useStore(of.stores.asking.texts.state, (s) => s.value?.find((v) => v.point === item.id)?.text ?? null);
  return <td colSpan={shiftMs === 0 ? 9 : 10} className="trend-text" title={said ?? undefined}>{said ?? '—'}</td>;
}

/** What the line says at the cursors, and what is reckoned of it. */
function Said({ of, item, point, figures, a, b, shiftMs }: RowProps & { readonly point: PointView }) {
  const { drawing } = of.stores;
  const trace = drawing.traceOf(item.id);
  const [first, second] = [lastAt(trace, a), b === null ? null : lastAt(trace, b)];
  const limits = limitsOf(point).map((l) => `${l.kind} ${plain(l.at)}`).join(' · ');
  return (
    <>
      <td className="dim">{point.unit}</td>
      <Value point={point} reading={first} at={a} />
      <Value point={point} reading={second} at={b} />
      <td className="number">{differenceText(point, first?.value, second?.value)}</td>
      {shiftMs !== 0 && <Value point={point} reading={lastAt(drawing.ghostOf(item.id), a - shiftMs)} at={a - shiftMs} />}
      <td className="number">{valueText(point, figures?.min)}</td>
      <td className="number">{valueText(point, figures?.max)}</td>
      <td className="number">{valueText(point, figures?.mean, 1)}</td>
      <td className="number" data-poor={(figures?.good ?? 1) < 0.95}>{shareText(figures?.good)}</td>
      <td className="number dim trend-limits" title={limits}>{limits}</td>
    </>
  );
}
function Row(props: RowProps & { readonly unknown: boolean }) {
  const words = useWords();
  const { of, item, unknown, shiftMs } = props;
  const wide = shiftMs === 0 ? 9 : 10;
  const { trend } = of.stores;
  const focused = useStore(trend.state, (s) => s.focused === item.id);
  const point = of.pointOf(item.id);
  const name = of.nameOf(item.id);
  const ink = `var(${seriesColour(item.slot)})`;
  return (
    <tr data-focused={focused} data-hidden={item.hidden}>
      <td><button type="button" className="trend-swatch" data-slot={item.slot} aria-pressed={!item.hidden} aria-label={`${item.slot} ${words.t('trend:shown', { name })}`} title={words.t('trend:shown', { name })} style={{ background: item.hidden ? 'transparent' : ink, borderColor: ink }} onClick={() => trend.hide(item.id)}>{item.slot}</button></td>
      <th scope="row"><button type="button" className="trend-name" aria-pressed={focused} title={`${name} · ${item.id} · ${of.placeOf(item.id)}`} onClick={() => trend.focus(focused ? null : item.id)}><span className="cut">{name}</span> <small className="dim cut">{item.id}</small></button></th>
      {point === null || unknown ? <td colSpan={wide} className="trend-unknown">{words.t(point === null ? 'trend:not-in-site' : 'trend:not-kept')}</td> : point.type === 'text' ? <Words of={of} item={item} shiftMs={shiftMs} /> : <Said {...props} point={point} />}
      <td><button type="button" className="trend-drop" aria-label={words.t('trend:remove', { name })} title={words.t('trend:remove', { name })} onClick={() => trend.remove(item.id)}>×</button></td>
    </tr>
  );
}

/** Every point with what it says at the cursors, and its figures over what is seen. */
export function Legend({ of }: { readonly of: TrendOf }) {
  const words = useWords();
  const site = useSiteTime();
  const { trend, pages, ghosts, asking } = of.stores;
  const { items, cursor, second, hover, view, shiftMs } = useStore(trend.state);
  const { unknown } = useStore(pages.state);
  useStore(ghosts.state, (s) => s.page);                          // its values stand here too
  const answer = useStore(asking.aggregates.state, (s) => s.value);
  const figures = useMemo(() => figuresOf(answer ?? []), [answer]);
  const a = hover ?? cursor ?? view.to;
  const head = hover !== null ? site.stamp(a, view.to) : cursor !== null ? `A ${site.stamp(a, view.to)}` : words.t(view.live ? 'trend:now' : 'trend:at-end');
  return (
    <div className="trend-legend scroll" tabIndex={0} role="region" aria-label={words.t('trend:legend')}>
      <table>
        <thead><tr>
          <th><span className="sr">{words.t('trend:head-shown')}</span></th><th scope="col">{words.t('trend:head-point')}</th><th scope="col">{words.t('trend:head-unit')}</th>
          <th scope="col" className="number trend-now">{head}</th><th scope="col" className="number">{second === null ? 'B' : `B ${site.stamp(second, view.to)}`}</th><th scope="col" className="number">{second === null || cursor === null ? 'B − A' : `B − A ${lengthText(second - cursor)}`}</th>
          {shiftMs !== 0 && <th scope="col" className="number">{words.t('trend:head-then', { length: lengthText(shiftMs) })}</th>}
          <th scope="col" className="number">{words.t('trend:head-min')}</th><th scope="col" className="number">{words.t('trend:head-max')}</th><th scope="col" className="number">{words.t('trend:head-mean')}</th><th scope="col" className="number" title={words.t('trend:good-said')}>{words.t('trend:head-good')}</th><th scope="col" className="number">{words.t('trend:head-limits')}</th>
          <th><span className="sr">{words.t('trend:head-remove')}</span></th>
        </tr></thead>
        <tbody>{items.map((item) => <Row key={item.id} of={of} item={item} figures={figures.get(item.id) ?? null} a={a} b={second} shiftMs={shiftMs} unknown={unknown.has(item.id)} />)}</tbody>
      </table>
    </div>
  );
}
