import { useId } from 'react';

/** What a shape of a symbol needs: its box from 0 to width and height, how full it is (null: it shows no level), on or off (null: not known, undefined: it shows none), and its limits as parts of the range. */
export interface ShapeProps { readonly width: number; readonly height: number; readonly full: number | null; readonly on: boolean | null | undefined; readonly ticks: readonly { readonly kind: string; readonly at: number }[] }

const ground = { fill: 'var(--mimic-vessel)', stroke: 'var(--mimic-edge)', strokeWidth: 2 };
const content = { fill: 'var(--mimic-content)' };

/** Small marks at the wall of a vessel where its limits are. */
function Ticks({ ticks, x, top, height }: { readonly ticks: ShapeProps['ticks']; readonly x: number; readonly top: number; readonly height: number }) {
  return <>{ticks.map(({ kind, at }) => <path key={kind} d={`M${x - (kind.length === 2 ? 14 : 9)} ${top + height * (1 - at)}H${x}`} stroke="var(--mimic-limit)" strokeWidth={kind.length === 2 ? 3 : 2} />)}</>;
}

/** A standing tank with a cone roof. */
export function Tank({ width: w, height: h, full, ticks }: ShapeProps) {
  const roof = Math.min(h * 0.12, 26);
  const body = h - roof - 2;
  return (
    <>
      <path d={`M1 ${roof}L${w / 2} 1L${w - 1} ${roof}V${h - 1}H1z`} style={ground} className="mimic-body" />
      {full !== null && <rect x={5} y={roof + 3 + (body - 6) * (1 - full)} width={w - 10} height={(body - 6) * full} style={content} />}
      <path d={`M1 ${roof}H${w - 1}`} stroke="var(--mimic-edge)" strokeWidth={1.5} fill="none" />
      <Ticks ticks={ticks} x={w - 4} top={roof + 3} height={body - 6} />
    </>
  );
}

/** A sphere on legs. */
export function Sphere({ width: w, height: h, full, ticks }: ShapeProps) {
  const id = useId();
  const r = Math.min(w / 2, h * 0.46) - 1;
  const [cx, cy] = [w / 2, r + 1];
  return (
    <>
      <path d={`M${cx - r * 0.72} ${cy + r * 0.6}L${cx - r * 0.8} ${h}M${cx + r * 0.72} ${cy + r * 0.6}L${cx + r * 0.8} ${h}M${cx} ${cy + r}V${h}`} stroke="var(--mimic-edge)" strokeWidth={4} fill="none" />
      <circle cx={cx} cy={cy} r={r} style={ground} className="mimic-body" />
      {full !== null && <><clipPath id={id}><circle cx={cx} cy={cy} r={r - 4} /></clipPath><rect clipPath={`url(#${id})`} x={cx - r} y={cy - r + 4 + (2 * r - 8) * (1 - full)} width={2 * r} height={(2 * r - 8) * full} style={content} /></>}
      <path d={`M${cx - r} ${cy}H${cx + r}`} stroke="var(--mimic-edge)" strokeWidth={1} fill="none" opacity={0.6} />
      <Ticks ticks={ticks} x={cx + r * 0.5} top={cy - r + 4} height={2 * r - 8} />
    </>
  );
}

/** A column with its trays. */
export function Column({ width: w, height: h, full }: ShapeProps) {
  const r = Math.min(w / 2, h / 4);
  const trays = Math.max(2, Math.floor((h - 2 * r) / 26));
  return (
    <>
      <rect x={1} y={1} width={w - 2} height={h - 2} rx={r} style={ground} className="mimic-body" />
      {full !== null && <rect x={6} y={h - 6 - (h - 12) * full * 0.3} width={w - 12} height={(h - 12) * full * 0.3} rx={Math.min(r, 10)} style={content} />}
      {Array.from({ length: trays }, (_, i) => { const y = r + ((h - 2 * r) * (i + 0.5)) / trays; return <path key={i} d={i % 2 === 0 ? `M3 ${y}H${w * 0.7}` : `M${w * 0.3} ${y}H${w - 3}`} stroke="var(--mimic-edge)" strokeWidth={1.5} fill="none" />; })}
    </>
  );
}

const driven = (on: boolean | null | undefined): { readonly fill: string; readonly strokeDasharray?: string } =>
  (on === undefined ? { fill: 'var(--mimic-vessel)' } : on === null ? { fill: 'none', strokeDasharray: '5 4' } : { fill: on ? 'var(--mimic-on)' : 'var(--mimic-off)' });

/** A pump: light while it runs, dark while it stands. */
export function Pump({ width: w, height: h, on }: ShapeProps) {
  const r = Math.min(w, h) / 2 - 1;
  const [cx, cy] = [w / 2, h / 2];
  return (
    <>
      <circle cx={cx} cy={cy} r={r} style={{ ...ground, ...driven(on) }} className="mimic-body" />
      <path d={`M${cx - r * 0.5} ${cy - r * 0.8}L${cx + r * 0.95} ${cy}L${cx - r * 0.5} ${cy + r * 0.8}`} fill="none" stroke="var(--mimic-edge)" strokeWidth={2} />
    </>
  );
}

/** A valve: light while it is open, dark while it is shut. */
export function Valve({ width: w, height: h, on }: ShapeProps) {
  return <path d={`M1 ${h * 0.2}V${h * 0.95}L${w - 1} ${h * 0.2}V${h * 0.95}zM${w / 2} ${h * 0.57}V2M${w * 0.3} 2H${w * 0.7}`} style={{ ...ground, ...driven(on) }} className="mimic-body" strokeLinejoin="round" />;
}

/** A run of pipe; the arrow says which way it flows. */
export function Pipe({ width: w, height: h }: ShapeProps) {
  const long = w > 70;
  return (
    <>
      <rect x={0} y={0} width={w} height={h} rx={Math.min(2, h / 2)} fill="var(--mimic-pipe)" className="mimic-body" />
      {long && <path d={`M${w / 2 - 7} ${h / 2 - 8}L${w / 2 + 9} ${h / 2}L${w / 2 - 7} ${h / 2 + 8}z`} fill="var(--mimic-pipe)" stroke="var(--mimic-ground)" strokeWidth={1.5} />}
    </>
  );
}

/** A bar with its limits by name. */
export function Bar({ width: w, height: h, full, ticks }: ShapeProps) {
  return (
    <>
      <rect x={1} y={1} width={w - 2} height={h - 2} style={ground} className="mimic-body" />
      {full !== null && <rect x={3} y={3 + (h - 6) * (1 - full)} width={w - 6} height={(h - 6) * full} style={content} />}
      {ticks.map(({ kind, at }, i) => (
        <g key={kind}>
          <path d={`M1 ${3 + (h - 6) * (1 - at)}H${w + 6}`} stroke="var(--mimic-limit)" strokeWidth={kind.length === 2 ? 2.5 : 1.5} />
          {!ticks.some((t, k) => k < i && Math.abs(t.at - at) * (h - 6) < 12) && <text x={w + 9} y={3 + (h - 6) * (1 - at)} fontSize={12} dominantBaseline="central" fill="var(--mimic-text)" aria-hidden="true">{kind}</text>}
        </g>
      ))}
    </>
  );
}
