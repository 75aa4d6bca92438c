import type { Protocol } from '../../../simulator/counters/wire.ts';
import { databaseFile, ENTERPRISE, stationsOf } from '../../../simulator/counters/wires.ts';
import { databaseDevice, type DatabaseDevice } from '../../../simulator/devices/database.ts';
import { hj212Station, type Hj212Station } from '../../../simulator/devices/hj212.ts';
import { mqttDevice } from '../../../simulator/devices/mqtt.ts';
import { post, signedRequest } from '../../../simulator/devices/pusher.ts';
import { SECRET, secrets } from '../counting/site.ts';

/** What all points showed at one time. */
export interface Shown { readonly at: number; readonly value: number }
/** A peer that keeps what nobody took. `live`: every point says a value of now, whatever its time; `away`: the link is lost; `back`: it returns with an hour. */
export interface Host {
  readonly protocol: Protocol;
  readonly tells: string;
  /** How many values of each point the engine hears before `live`, where it is not 0. */
  readonly before?: number;
  addresses(points: number): readonly string[];
  begin(o: { readonly points: number; readonly dir: string; readonly port: number }): Promise<number>;
  live(value: number, at: number): Promise<void>;
  away(): Promise<void>;
  back(hour: readonly Shown[]): Promise<void>;
  end(): Promise<void>;
}
const list = <T>(n: number, of: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => of(i));
const pause = (ms: number): Promise<void> => new Promise((r) => setTimeout(r, ms));

/** A collection host that posts in order, 5,000 samples at a time. */
function push(): Host {
  const most = 5000;
  let [port, points] = [0, 0];
  async function say(shown: readonly Shown[]): Promise<void> {
    const samples = shown.flatMap(({ at, value }) => list(points, (i) => ({ point: `c${i}`, value, quality: 'good', time: at })));
    for (let from = 0; from < samples.length; from += most) {
      const { body, signature } = signedRequest(ENTERPRISE, SECRET, samples.slice(from, from + most));
      for (let answer = await post(port, body, signature); answer.status !== 200; answer = await post(port, body, signature)) await pause(Math.max(200, answer.retryS * 1000));
    }
  }
  return {
    protocol: 'http-push', tells: `posts of ${most}`,
    addresses: (n) => list(n, (i) => `${ENTERPRISE}/c${i}`),
    begin: async (o) => { [port, points] = [o.port, o.points]; return port; },
    live: (value, at) => say([{ at, value }]), away: async () => {}, back: say, end: async () => {},
  };
}

/** Points of one monitoring station. */
const perStation = 40;
const factor = (i: number): string => `a${10_000 + i % perStation}`;
function stations(): Host {
  let all: Hj212Station[] = [];
  let points = 0;
  const record = ({ at, value }: Shown, keepOnly: boolean): void => all.forEach((station, s) => {
    const own = list(Math.min(perStation, points - s * perStation), (i) => [factor(i), { min: value, avg: value, max: value, cou: 60 }] as const);
    station.record('2051', at, Object.fromEntries(own), keepOnly);
  });
  return {
    protocol: 'hj212', tells: 'minute data 2051, asked for',
    addresses: (n) => list(n, (i) => `${stationsOf(n)[Math.floor(i / perStation)]}/2051:${factor(i)}-Avg`),
    begin: async (o) => {
      points = o.points;
      all = stationsOf(points).map((mn) => hj212Station({ mn, pw: secrets['station']!, heartMs: 60_000 }));
      await Promise.all(all.map((s) => s.start(o.port)));
      return o.port;
    },
    live: async (value, at) => record({ at, value }, false),
    away: async () => { await Promise.all(all.map((s) => s.inject('drop'))); },
    back: async (hour) => { for (const shown of hour) record(shown, true); await Promise.all(all.map((s) => s.inject(null))); },
    end: async () => { await Promise.all(all.map((s) => s.stop())); },
  };
}

/** A broker that queues for a session that went away. */
function broker(): Host {
  const device = mqttDevice({ format: 'json' });
  let points = 0;
  return {
    protocol: 'mqtt', tells: 'queued by the broker, QoS 1',
    addresses: (n) => list(n, (i) => `park/c${i}#$.v`),
    begin: async (o) => { points = o.points; return device.start(0); },
    live: async (value, at) => { for (let i = 0; i < points; i++) device.set(`park/c${i}#$.v`, value, { sourceTime: new Date(at) }); },
    away: () => device.inject('drop'),
    back: async (hour) => {
      for (const { at, value } of hour) await Promise.all(list(points, (i) => device.publish(`park/c${i}`, JSON.stringify({ v: value, q: 0, t: at }))));
      await device.inject(null);
    },
    end: () => device.stop(),
  };
}

/** A table that was away and comes back with an hour more. */
function table(): Host {
  let device: DatabaseDevice | null = null;
  let points = 0;
  const rows = ({ at, value }: Shown) => list(points, (i) => [`TAG-${i}`, value, at] as const);
  return {
    protocol: 'database', tells: 'rows of a table, 20,000 a second at most by its options',
    before: 1,
    addresses: (n) => list(n, (i) => `TAG-${i}`),
    begin: async (o) => { points = o.points; device = databaseDevice({ file: databaseFile(o.dir) }); await device.start(0); device.insertAll(rows({ at: Date.now() - 2 * 3_600_000, value: 0 })); return 0; },
    live: async (value, at) => { device?.insertAll(rows({ at, value })); },
    away: async () => { await device?.inject('drop'); },
    back: async (hour) => { await device?.inject(null); device?.insertAll(hour.flatMap(rows)); },
    end: async () => { await device?.stop(); },
  };
}

/** Every protocol that keeps what was missed; a register, a variable and a REST device keep only what is now. */
export const hosts = (): readonly Host[] => [push(), stations(), broker(), table()];
