import { Readable } from 'node:stream';
import { Aedes, type AedesOptions, type PublishPacket } from 'aedes';

/** The part of the broker's memory that keeps retained messages. */
interface Keeping { storeRetained(packet: PublishPacket): Promise<void>; createRetainedStreamCombi(filters: readonly string[]): Readable }

/** A broker whose retained messages are found by their name: its own memory looks through all of them for each topic that is asked for, half a minute of one core for 10,000. */
export async function mqttBroker(options: AedesOptions): Promise<Aedes> {
  const broker = await Aedes.createBroker(options);
  const { persistence } = broker as unknown as { persistence: Keeping };
  const kept = new Map<string, PublishPacket>();
  const store = persistence.storeRetained.bind(persistence);
  const find = persistence.createRetainedStreamCombi.bind(persistence);
  persistence.storeRetained = (packet) => {
    if (packet.payload.length === 0) kept.delete(packet.topic); else kept.set(packet.topic, packet);
    return store(packet);
  };
  persistence.createRetainedStreamCombi = (filters) => {
    const wild = filters.filter((f) => /[+#]/.test(f));
    return Readable.from((async function* retained() {
      for (const f of filters) { const packet = kept.get(f); if (packet !== undefined) yield packet; }
      if (wild.length > 0) for await (const packet of find(wild)) yield packet as PublishPacket;
    })());
  };
  return broker;
}
