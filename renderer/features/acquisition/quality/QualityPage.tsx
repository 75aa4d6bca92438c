import { Drawer } from '@mantine/core';
import { useStore } from 'zustand';
import type { SourceQuality } from '#app/acquisition';
import { FailedState, PanelState } from '#kit/controls/PanelState.tsx';
import { ago, useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import './quality.css';
import { wireOf } from '../wire.ts';
import { pageSize, type QualityStore } from './quality-store.ts';
import { countText, figuresOf, whySentence, wordText } from './sentence.ts';

interface Props { readonly store: QualityStore; readonly nameOf: (id: string) => string }

function useStamp(): (at: number) => string {
  const site = useSiteTime();
  const now = useNow();
  return (at) => site.stamp(at, now);
}

/** The figures, each with its name. What needs an eye is written strong. */
function Figures({ quality }: { readonly quality: SourceQuality }) {
  const words = useWords();
  const age = (ms: number): string => { const { code, params } = ago(ms); return words.t(code, params); };
  return (
    <dl className="quality-figures" aria-label={words.t('acquisition:figures')}>
      {figuresOf(quality, words, useStamp(), age).map((f) => (
        <div key={f.name} data-bad={f.bad}><dt className="dim">{f.name}</dt><dd>{f.value}{f.more !== undefined && <small>{f.more}</small>}</dd></div>
      ))}
    </dl>
  );
}

/** Status words that its points say, the most first, and the last faults of its link. */
function Reasons({ quality }: { readonly quality: SourceQuality }) {
  const words = useWords();
  const stamp = useStamp();
  return (
    <div className="quality-reasons">
      <section aria-label={words.t('acquisition:words')}>
        <h3>{words.t('acquisition:words')}</h3>
        {quality.words.length === 0 && <p className="dim">{words.t('acquisition:words-none')}</p>}
        <ul>{quality.words.map((w) => <li key={w.word}><span>{wordText(w.word, words)} <small className="dim">0x{w.word}</small></span><b className="number">{words.t('acquisition:words-count', { count: w.points })}</b></li>)}</ul>
      </section>
      <section aria-label={words.t('acquisition:counts')}>
        <h3>{words.t('acquisition:counts')}</h3>
        {quality.counts.length === 0 && <p className="dim">{words.t('acquisition:counts-none')}</p>}
        <ul>{quality.counts.map((c) => <li key={c.name}><span>{countText(c.name, words)} {c.refusal && <small className="dim">{words.t('acquisition:counts-refusal')}</small>}</span><b className="number">{c.count}</b></li>)}</ul>
      </section>
      <section aria-label={words.t('acquisition:faults')}>
        <h3>{words.t('acquisition:faults')}</h3>
        {quality.faults.length === 0 && <p className="dim">{words.t('acquisition:faults-none')}</p>}
        <ul>{quality.faults.map((f) => <li key={`${f.at} ${f.link}`}><span className="number">{stamp(f.at)}</span><span>{words.t(`acquisition:link-${f.link}`)}{f.fault !== null && ` · ${words.fault(f.fault)}`}</span></li>)}</ul>
      </section>
    </div>
  );
}

/** The points that are not good, the longest first, each with its sentence. */
function Flawed({ quality: { points }, store, nameOf }: Props & { readonly quality: SourceQuality }) {
  const words = useWords();
  const stamp = useStamp();
  const last = points.offset + points.rows.length;
  return (
    <section className="quality-points" aria-label={words.t('acquisition:flawed')}>
      <header>
        <h3>{words.t('acquisition:flawed')}</h3>
        {points.total > 0 && <span className="dim number">{words.t('acquisition:flawed-range', { from: Math.min(points.offset + 1, points.total), to: last, total: points.total })}</span>}
        {points.total > pageSize && <>
          <button type="button" className="button" disabled={points.offset === 0} onClick={() => store.turn(points.offset - pageSize)}>{words.t('acquisition:previous')}</button>
          <button type="button" className="button" disabled={last >= points.total} onClick={() => store.turn(points.offset + pageSize)}>{words.t('acquisition:next')}</button>
        </>}
      </header>
      {points.total === 0 && <p className="dim">{words.t('acquisition:flawed-none')}</p>}
      <ul>{points.rows.map((p) => <li key={p.point}><b className="cut" title={`${nameOf(p.point)} · ${p.point}`}>{nameOf(p.point)} <small className="dim">{p.point}</small></b><span>{whySentence(p.why, words, stamp)}</span></li>)}</ul>
    </section>
  );
}

/** 数据来源质量: how good what one source brings is, and why each of its points is grey. */
export function QualityPage({ store, nameOf }: Props) {
  const words = useWords();
  const { source, quality, fault } = useStore(store.state);
  return (
    <Drawer.Root opened={source !== null} onClose={store.close} position="right" size="min(760px, 92vw)" transitionProps={{ duration: 0 }}>
      <Drawer.Overlay />
      <Drawer.Content aria-label={words.t('acquisition:quality-title')}>
        <Drawer.Body className="quality">
          <div className="quality-head">
            <h2>{words.t('acquisition:quality-title')} · {source === null ? '' : nameOf(source)} {quality !== null && <small className="dim">{wireOf(quality.source.kind, words)} · {words.t(`acquisition:link-${quality.source.link}`)}</small>}</h2>
            <button type="button" className="button" onClick={store.close}>{words.t('acquisition:quality-close')} <kbd>Esc</kbd></button>
          </div>
          {quality === null && (fault === null ? <PanelState title={words.t('states:loading')} live /> : <FailedState fault={fault} again={store.again} />)}
          {quality !== null && <div className="quality-scroll scroll" tabIndex={0} role="group" aria-label={words.t('acquisition:quality-title')}>
            {fault !== null && <p className="notice" role="alert">{words.fault(fault)}</p>}
            <Figures quality={quality} />
            <Reasons quality={quality} />
            <Flawed quality={quality} store={store} nameOf={nameOf} />
          </div>}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
