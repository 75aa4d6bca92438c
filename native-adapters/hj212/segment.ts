import { fail, ok, type Fault, type Result } from '#kernel/result';

/** A data segment (HJ 212-2017, 6.3.2). `version`: 0 is HJ/T 212-2005, 1 is HJ 212-2017; null where no Flag was said. `asks`: an answer is wanted. `part`: number `no` of `of` packets. `cp`: what stands between the `&&`. */
export interface Packet {
  readonly qn: string | null;
  readonly st: string;
  readonly cn: string;
  readonly pw: string;
  readonly mn: string;
  readonly version: number | null;
  readonly asks: boolean;
  readonly part: { readonly no: number; readonly of: number } | null;
  readonly cp: string;
}
/** The field that cannot be meant, and where it stands in the segment. */
export type SegmentFault = Fault<'bad-field'>;

const FIELDS: Readonly<Record<string, RegExp>> = {
  QN: /^\d{17}$/, ST: /^[0-9A-Za-z]{1,5}$/, CN: /^\d{4}$/, PW: /^[\x21-\x3a\x3c\x3e-\x7e]{0,64}$/, MN: /^[0-9A-Za-z_-]{1,32}$/,
  Flag: /^\d{1,3}$/, PNUM: /^\d{1,5}$/, PNO: /^\d{1,5}$/,
};
const OPENING = 'CP=&&';
const CLOSING = '&&';

const bad = (field: string, at: number): { readonly ok: false; readonly fault: SegmentFault } => fail('bad-field', { field, at });

/** The fields before CP by name; unknown ones are passed over. A field said twice means nothing. */
function headOf(head: string): Result<ReadonlyMap<string, string>, SegmentFault> {
  const found = new Map<string, string>();
  let at = 0;
  for (const piece of head.split(';')) {
    const eq = piece.indexOf('=');
    const name = eq === -1 ? piece : piece.slice(0, eq);
    const form = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
    if (form !== undefined) {
      if (found.has(name) || !form.test(piece.slice(eq + 1))) return bad(name, at);
      found.set(name, piece.slice(eq + 1));
    } else if (eq === -1 && piece !== '') return bad('head', at);
    at += piece.length + 1;
  }
  return ok(found);
}

/** Which packet of how many; the split bit alone, without numbers, is a habit of old stations and means a whole one. */
function partOf(head: ReadonlyMap<string, string>): Result<Packet['part'], SegmentFault> {
  const [pnum, pno] = [head.get('PNUM'), head.get('PNO')];
  if (pnum === undefined && pno === undefined) return ok(null);
  const [of, no] = [Number(pnum), Number(pno)];
  if (!(of >= 1)) return bad('PNUM', 0);
  if (!(no >= 1 && no <= of)) return bad('PNO', 0);
  return ok(of === 1 ? null : { no, of });
}

/** Where the head ends, and what CP holds. */
function cut(segment: string): Result<{ readonly head: string; readonly cp: string }, SegmentFault> {
  const open = segment.indexOf(`;${OPENING}`) + 1;
  const close = segment.length - CLOSING.length;
  if (open === 0 || close < open + OPENING.length || !segment.endsWith(CLOSING)) return bad('CP', open);
  return ok({ head: segment.slice(0, open), cp: segment.slice(open + OPENING.length, close) });
}

/** Reads one data segment. Every field is checked; the first that is wrong is named. Costs as much as the segment is long. */
export function packetOf(segment: string): Result<Packet, SegmentFault> {
  const halves = cut(segment);
  if (!halves.ok) return halves;
  const head = headOf(halves.value.head);
  if (!head.ok) return head;
  const missing = ['ST', 'CN', 'MN'].find((name) => !head.value.has(name));
  if (missing !== undefined) return bad(missing, 0);
  const part = partOf(head.value);
  if (!part.ok) return part;
  const field = (name: string): string => head.value.get(name) ?? '';
  const flag = Number(field('Flag'));
  if (flag > 255) return bad('Flag', 0);
  return ok({
    qn: head.value.get('QN') ?? null, st: field('ST'), cn: field('CN'), pw: field('PW'), mn: field('MN'),
    version: head.value.has('Flag') ? flag >>> 2 : null, asks: (flag & 1) === 1, part: part.value, cp: halves.value.cp,
  });
}
