import { modbusDevice } from './devices/modbus.ts';
import { opcuaDevice } from './devices/opcua.ts';

/** `opcua`, `modbus`: how many points each; `periodMs`: between two counts. */
export interface CounterOptions {
  readonly opcua: number;
  readonly modbus: number;
  readonly periodMs: number;
  readonly ports?: { readonly opcua?: number; readonly modbus?: number };
  readonly pkiDir: string;
}
export interface Counters {
  readonly ports: { readonly opcua: number; readonly modbus: number };
  /** Float64, `ns=2;s=C.<i>`. */
  opcuaAddress(i: number): string;
  /** Unsigned 32 bits over two registers, high word first: `hr:<2i>:u32`. */
  modbusAddress(i: number): string;
  /** How often was counted: what every point shows that was not set by hand. */
  count(): number;
  /** Sets one point at once, with the time of now, and takes it out of the counting; `value` a whole number for Modbus. Returns that time, in milliseconds since 1970. */
  setNow(address: string, value: number): number;
  stop(): Promise<void>;
}

/** As many as there are pairs of registers. */
const MOST_MODBUS = 0x8000;

/** Points that count up by one, all at the same moment and each without a gap, so that whoever watches can see what was lost. */
export async function startCounters(o: CounterOptions): Promise<Counters> {
  if (o.modbus > MOST_MODBUS) throw new RangeError(`a Modbus device has room for ${MOST_MODBUS} counters`);
  const opcua = opcuaDevice({ pkiDir: o.pkiDir, name: 'counters' });
  const modbus = modbusDevice({ regions: [['hr:0', Math.max(2, 2 * o.modbus)]] });
  const opcuaAddress = (i: number): string => `ns=2;s=C.${i}`;
  const modbusAddress = (i: number): string => `hr:${2 * i}:u32`;
  const byHand = new Set<string>();
  let counted = 0;

  function put(address: string, value: number, at: Date): void {
    if (address.startsWith('hr:')) modbus.setWide(address.replace(/:u32$/, ''), 'u32', value);
    else opcua.set(address, value, { sourceTime: at });
  }
  const addresses = [...Array.from({ length: o.opcua }, (_, i) => opcuaAddress(i)), ...Array.from({ length: o.modbus }, (_, i) => modbusAddress(i))];
  function show(): void {
    const at = new Date();
    for (const address of addresses) if (!byHand.has(address)) put(address, counted, at);
  }
  show();
  const ports = { opcua: await opcua.start(o.ports?.opcua ?? 0), modbus: await modbus.start(o.ports?.modbus ?? 0) };
  const timer = setInterval(() => { counted++; show(); }, o.periodMs);
  return {
    ports, opcuaAddress, modbusAddress,
    count: () => counted,
    setNow: (address, value) => {
      const at = new Date();
      byHand.add(address);
      put(address, value, at);
      return at.getTime();
    },
    stop: async () => {
      clearInterval(timer);
      await Promise.all([opcua.stop(), modbus.stop()]);
    },
  };
}
