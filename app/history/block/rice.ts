import { isOver, peek, put, take, type BitsIn, type BitsOut } from './bits.ts';

/** A quotient this long is no number of this distribution: it is written whole, in 32 bits. */
const longest = 20;
/** The mean of the numbers is followed with weight 2^-`slow`, and reckoned in as many more bits. */
const slow = 5;
/** More than this no number adds to the mean: a jump is forgotten soon. */
const most = 2 ** 20;
/** The parameter for `mean` (times 2^slow): about log2 of 0.7 of it. */
const parameter = (mean: number): number => 32 - Math.clz32((mean * 11) >> (slow + 4));
/** The mean to begin with, out of the parameter that is written first. */
const meanOf = (k: number): number => 1 << (k + slow);

/** About the parameter of the first numbers of a column. */
function firstParameter(numbers: Int32Array, length: number): number {
  const few = Math.min(length, 24);
  let sum = 0;
  for (let i = 0; i < few; i++) sum += Math.min(most, numbers[i]!);
  return few === 0 ? 0 : Math.max(0, Math.min(19, Math.round(Math.log2(sum / few + 0.5))));
}

/** Numbers from 0 to 2^31 - 1 in an adaptive Golomb-Rice code (Rice 1979): each in the parameter that the ones before it ask for. The caller has made room: at most 8 bytes each. */
export function putRice(out: BitsOut, numbers: Int32Array, length: number): void {
  const first = firstParameter(numbers, length);
  put(out, first, 5);
  let mean = meanOf(first);
  for (let i = 0; i < length; i++) {
    const u = numbers[i]!;
    const k = parameter(mean);
    const quotient = u >>> k;
    if (quotient + k < 31 && quotient < longest) put(out, (((1 << quotient) - 1) << (k + 1)) | (u & ((1 << k) - 1)), quotient + k + 1);
    else if (quotient < longest) { put(out, ((1 << quotient) - 1) * 2, quotient + 1); put(out, u & ((1 << k) - 1), k); }
    else { put(out, (1 << longest) - 1, longest); put(out, u, 32); }
    mean += (u < most ? u : most) - (mean >> slow);
  }
}
/** Reads `length` numbers into `numbers`, as `putRice` wrote them; what is no such column gives numbers of no meaning, zeros after its end. */
export function takeRice(from: BitsIn, numbers: Int32Array, length: number): void {
  let mean = meanOf(take(from, 5) & 31);
  const { bytes, view, end } = from;
  let { at } = from;
  for (let i = 0; i < length; i++) {
    if (at > end) { numbers.fill(0, i, length); break; }
    const k = parameter(mean);
    let next = (view.getUint32(at >>> 3) << (at & 7)) | (bytes[(at >>> 3) + 4]! >>> (8 - (at & 7)));
    const quotient = Math.clz32(~next);
    let u: number;
    if (quotient < longest) {
      at += quotient + 1;
      if (quotient + k >= 31) { from.at = at; next = peek(from); } else next <<= quotient + 1;
      u = k === 0 ? quotient : (quotient << k) | (next >>> (32 - k));
      at += k;
    } else {
      from.at = at + longest;
      u = take(from, 32) & 0x7fff_ffff;
      at = from.at;
    }
    numbers[i] = u;
    mean += (u < most ? u : most) - (mean >> slow);
  }
  from.at = at;
}

/** The same where most are nothing: how long nothing lasts, and what then comes. */
export function putRuns(out: BitsOut, numbers: Int32Array, length: number): void {
  const [runs, others] = [new Int32Array(length + 1), new Int32Array(length)];
  let [count, run] = [0, 0];
  for (let i = 0; i < length; i++) {
    const u = numbers[i]!;
    if (u === 0) { run++; continue; }
    runs[count] = run;
    others[count++] = u - 1;
    run = 0;
  }
  put(out, count, 16);
  putRice(out, runs, count);
  putRice(out, others, count);
}
/** Reads what `putRuns` wrote. */
export function takeRuns(from: BitsIn, numbers: Int32Array, length: number): void {
  const count = Math.min(length, take(from, 16));
  const [runs, others] = [new Int32Array(count), new Int32Array(count)];
  takeRice(from, runs, count);
  takeRice(from, others, count);
  numbers.fill(0, 0, length);
  let at = 0;
  for (let i = 0; i < count && !isOver(from); i++) {
    at += runs[i]!;
    if (at >= length) break;
    numbers[at++] = others[i]! + 1;
  }
}
