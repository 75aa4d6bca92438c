import { timeFormats, timeIn } from '#app/acquisition';
import { instantOf, zoneNamed, type Zone } from '#app/duty';

const hourMs = 3_600_000;
/** Letters of a pattern -> what they stand for, and how many digits it has at least and at most. */
const parts: readonly (readonly [letters: RegExp, name: string, least: number, most: number])[] = [[/^YYYY/, 'year', 4, 4], [/^MM?/, 'month', 1, 2], [/^DD?/, 'day', 1, 2], [/^HH?/, 'hour', 1, 2], [/^mm?/, 'minute', 1, 2], [/^ss?/, 'second', 1, 2], [/^S{1,9}/, 'fraction', 1, 9]];
const escaped = (letter: string): string => letter.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

function patternOf(format: string): RegExp {
  let source = '';
  for (let rest = format; rest !== '';) {
    const part = parts.find(([letters]) => letters.test(rest));
    const found = part?.[0].exec(rest)?.[0] ?? rest[0]!;
    source += part === undefined ? (found === ' ' ? '[ T]' : escaped(found)) : `(?<${part[1]}>\\d{${found.length > 1 && part[3] === 2 ? 2 : part[2]},${part[3]}})`;
    rest = rest.slice(found.length);
  }
  return new RegExp(`^${source}$`);
}
/** ms on the wall since 1970; NaN: there is no such time. */
function wallOf(groups: Readonly<Record<string, string>>): number {
  const part = (name: string, none: number): number => Number(groups[name] ?? none);
  const [year, month, day, hour, minute, second] = [part('year', 1970), part('month', 1), part('day', 1), part('hour', 0), part('minute', 0), part('second', 0)];
  const at = Date.UTC(year, month - 1, day, hour, minute, second, Math.floor(Number(`0.${groups['fraction'] ?? '0'}`) * 1000 + 1e-6));
  const is = new Date(at);
  return is.getUTCMonth() === month - 1 && is.getUTCDate() === day && is.getUTCHours() === hour && is.getUTCMinutes() === minute && is.getUTCSeconds() === second ? at : NaN;
}
/** Where each hour of the wall begins; an hour in which the clocks change is reckoned moment by moment. */
function hourly(zone: Zone): (wall: number) => number {
  let [hour, begins, plain] = [NaN, NaN, false];
  return (wall) => {
    const own = Math.floor(wall / hourMs);
    if (own !== hour) {
      hour = own;
      begins = instantOf(zone, own * hourMs);
      plain = instantOf(zone, (own + 1) * hourMs) - begins === hourMs;
    }
    return plain ? begins + (wall - own * hourMs) : instantOf(zone, wall);
  };
}

/** Reads the times of a file; NaN: it is none. `format`: one of ours, or a pattern. A time without a zone is of `zone`; where that is not said, it is none. */
export function timeReader(format: string, zoneName: string | null): (text: string) => number {
  const zone = zoneName === null ? null : zoneNamed(zoneName);
  const onWall = zone?.ok === true ? hourly(zone.value) : null;
  const of = (pattern: RegExp) => (text: string): number => {
    const groups = pattern.exec(text)?.groups;
    return groups === undefined || onWall === null ? NaN : onWall(wallOf(groups));
  };
  const own = timeFormats.find((f) => f === format);
  if (own === undefined) return of(patternOf(format));
  const plain = own === 'iso' ? [of(patternOf('YYYY-MM-DD HH:mm:ss.S')), of(patternOf('YYYY-MM-DD HH:mm:ss')), of(patternOf('YYYY-MM-DD HH:mm'))] : [];
  return (text) => {
    const at = timeIn(text, own);
    if (at !== null) return at;
    for (const read of plain) { const local = read(text); if (!Number.isNaN(local)) return local; }
    return NaN;
  };
}
