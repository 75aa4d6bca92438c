import { startCounters } from '../../simulator/counters.ts';

/** A park of counters in a process of its own: prints its ports, runs until its standard input ends. */
const [opcua, modbus, periodMs, pkiDir] = process.argv.slice(2) as [string, string, string, string];
const park = await startCounters({ opcua: Number(opcua), modbus: Number(modbus), periodMs: Number(periodMs), pkiDir });
const addresses = { opcua: Array.from({ length: Number(opcua) }, (_, i) => park.opcuaAddress(i)), modbus: Array.from({ length: Number(modbus) }, (_, i) => park.modbusAddress(i)) };
process.stdout.write(`${JSON.stringify({ ports: park.ports, addresses })}\n`);
process.stdin.resume().on('end', () => void park.stop().then(() => process.exit(0)));
