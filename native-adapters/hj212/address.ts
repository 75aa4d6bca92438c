/** The commands that bring values, and what each may say of a factor (HJ 212-2017, tables 9 and 4): 2011 now, 2021 and 2041 of plant, 2051 minutes, 2061 hours, 2031 days; Data, DayData and NightData are of noise (tables C.26 to C.28). */
export const dataFields: Readonly<Record<string, readonly string[]>> = {
  2011: ['Rtd', 'ZsRtd'],
  2021: ['RS'],
  2031: ['Min', 'Avg', 'Max', 'Cou', 'ZsMin', 'ZsAvg', 'ZsMax', 'Data', 'DayData', 'NightData'],
  2041: ['RT'],
  2051: ['Min', 'Avg', 'Max', 'Cou', 'ZsMin', 'ZsAvg', 'ZsMax', 'Data'],
  2061: ['Min', 'Avg', 'Max', 'Cou', 'ZsMin', 'ZsAvg', 'ZsMax', 'Data'],
};
/** Commands whose values a station keeps and can be asked for again, by the beginning of the stretch they tell of, and how fine that is in ms (HJ 212-2017, table 4 DataTime; C.20 to C.22: to the minute, the hour, the day). */
export const keptData: ReadonlyMap<string, number> = new Map([['2031', 86_400_000], ['2051', 60_000], ['2061', 3_600_000]]);

/** Which value of which station. `key` is its name inside the station: command, factor, field. */
export interface Place { readonly mn: string; readonly cn: string; readonly key: string }

const GRAMMAR = /^(?<mn>[0-9A-Za-z_-]{1,32})\/(?:(?<cn>\d{4}):)?(?<factor>[0-9A-Za-z_]{1,16})-(?<field>[A-Za-z]{2,9})$/;
const USUAL = ['2011', '2021', '2041', '2051', '2031'];

export const keyOf = (cn: string, factor: string, field: string): string => `${cn}:${factor}-${field}`;

/** Reads `MN/[CN:]factor-field`, as `88888880000001/a34004-Rtd` or `88888880000001/2061:w01018-Avg`; without a command the one that usually says it (minutes for Min, Avg, Max, Cou, Data). Null when it cannot be meant. */
export function placeOf(address: string): Place | null {
  const g = address.length > 80 ? undefined : GRAMMAR.exec(address)?.groups;
  if (g === undefined) return null;
  const { mn = '', factor = '', field = '' } = g;
  const cn = g['cn'] ?? USUAL.find((c) => dataFields[c]?.includes(field));
  if (cn === undefined || !Object.hasOwn(dataFields, cn) || !dataFields[cn]?.includes(field)) return null;
  return { mn, cn, key: keyOf(cn, factor, field) };
}
