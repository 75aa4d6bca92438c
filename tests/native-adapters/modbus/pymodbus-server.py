"""A Modbus TCP server of another make (Debian python3-pymodbus): prints its port, answers until it is ended."""
import asyncio
import struct
import sys

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server.async_io import ModbusTcpServer


def words(fmt, value):
    raw = struct.pack(fmt, value)
    return list(struct.unpack(">%dH" % (len(raw) // 2), raw))


async def main():
    registers = list(range(200))
    registers[100:102] = words(">f", 123.5)
    registers[102:104] = list(reversed(words(">f", -7.25)))
    registers[104:108] = words(">d", 98765.4321)
    registers[108:110] = words(">i", -123456)
    unit = ModbusSlaveContext(
        di=ModbusSequentialDataBlock(0, [1, 0, 1, 1] * 50), co=ModbusSequentialDataBlock(0, [0, 1] * 100),
        hr=ModbusSequentialDataBlock(0, registers), ir=ModbusSequentialDataBlock(0, [1000 + n for n in range(200)]), zero_mode=True)
    server = ModbusTcpServer(ModbusServerContext(slaves=unit, single=True), address=("127.0.0.1", 0))
    serving = asyncio.ensure_future(server.serve_forever())
    while getattr(server, "server", None) is None or not server.server.sockets:
        await asyncio.sleep(0.02)
    print(server.server.sockets[0].getsockname()[1], flush=True)
    await serving


asyncio.run(main()) if sys.argv[1:] != ["--probe"] else print("ok")
