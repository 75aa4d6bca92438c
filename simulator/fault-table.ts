import type { ParkDevice, ParkFaultKind } from './park-device.ts';

type Kind = ParkDevice['kind'];
/** What a fault is at a kind of device: `as` says in a sentence what it comes to, `point` whether one point alone can have it. Or why there is none such. */
export type FaultCell = { readonly as: string; readonly point: boolean } | { readonly refused: string };

const whole = (as: string): FaultCell => ({ as, point: false });
const single = (as: string): FaultCell => ({ as, point: true });
const shown = {
  frozen: single('value and time stop'),
  'over-range': single('analog values a tenth beyond full scale'),
} as const;
const listening = {
  drop: whole('lines cut, connections refused'), late: whole('answers held back'), garbage: whole('bytes that are no protocol'), 'half-frame': whole('an answer breaks off in its middle, then silence'),
  'slow-answer': whole('an answer trickles'), 'reconnect-storm': whole('lines cut again and again'),
} as const;

/** Every kind of device with every fault. A fault that a protocol cannot have is refused with its reason; one that it has in its own way says so. */
export const faultTable: Readonly<Record<Kind, Readonly<Record<ParkFaultKind, FaultCell>>>> = {
  opcua: { ...shown, ...listening, 'bad-status': single('BadSensorFailure'), 'wrong-clock': whole('source times ahead') },
  modbus: { ...shown, ...listening, 'bad-status': single('exception 4 where it is read'), 'wrong-clock': { refused: 'Modbus tells no time, so no clock of it can be wrong' } },
  mqtt: { ...shown, ...listening, 'bad-status': single('a bad quality, or a payload that is no text'), 'wrong-clock': whole('times in its messages ahead') },
  http: { ...shown, ...listening, 'bad-status': single('no value, quality 9'), 'wrong-clock': whole('times in its documents ahead') },
  hj212: {
    ...shown, drop: whole('stations hang up and do not call'), late: whole('what stations say is held back'), garbage: whole('bytes that are no frame'), 'half-frame': whole('a frame breaks off in its middle'),
    'slow-answer': whole('held back, as late: a station calls and is asked little'), 'reconnect-storm': whole('stations hang up and call again and again'), 'bad-status': single('flag D'), 'wrong-clock': whole('DataTime and QN ahead'),
  },
  database: {
    ...shown, drop: whole('the file is gone'), late: whole('rows come late'), garbage: whole('cells that are no numbers'), 'half-frame': whole('torn cells, as garbage: a row is there or not'),
    'slow-answer': whole('rows come late, as late: a file answers nobody'), 'reconnect-storm': whole('the file is gone again and again'), 'bad-status': single('quality 9'), 'wrong-clock': whole('times of rows ahead'),
  },
};

/** The longest that `ms` can say: a day of delay; a clock can be wrong by more. */
const MOST_MS = 86_400_000;
/** Why a fault cannot be at this device (or at this point of it, `state` where that is no measured value); null where it can. */
export function refusalOf(device: { readonly id: string; readonly kind: Kind }, fault: ParkFaultKind, point: { readonly id: string; readonly state: boolean } | null, ms: number | undefined): string | null {
  const cell = faultTable[device.kind][fault];
  if ('refused' in cell) return `no ${fault} at ${device.id}: ${cell.refused}`;
  if (point !== null && !cell.point) return `${fault} is of a whole device, not of ${point.id} alone: fault ${fault} ${device.id}`;
  if (point?.state === true && fault === 'over-range') return `${point.id} is a state and has no range to be beyond`;
  if (ms !== undefined && fault !== 'wrong-clock' && (ms < 0 || ms > MOST_MS)) return `${ms} ms is not from 0 to ${MOST_MS}`;
  return null;
}
