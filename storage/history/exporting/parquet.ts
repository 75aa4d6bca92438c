import { ByteWriter, ParquetWriter, schemaFromColumnData, type ColumnSource } from 'hyparquet-writer';
import { qualityCode } from '#app/history';
import { figuresOf, qualities, type ExportWhat, type Form } from './form.ts';

/** Rows of a row group: as many as are encoded within a turn of the thread that reads, and no more are ever held (HIS-85). */
export const groupRows = 4096;
type Column = { readonly name: string; readonly type: 'STRING' | 'TIMESTAMP' | 'DOUBLE' | 'INT64'; readonly nullable: boolean; readonly data: (string | number | bigint | null)[] };
const column = (name: string, type: Column['type'], nullable = true): Column => ({ name, type, nullable, data: [] });

const rawSet = (): readonly Column[] => [column('point', 'STRING', false), column('time', 'TIMESTAMP', false), column('received', 'TIMESTAMP'), column('value', 'DOUBLE'), column('text', 'STRING'), column('quality', 'STRING', false), column('status', 'INT64', false)];
const tierSet = (): readonly Column[] => [
  column('point', 'STRING', false), column('time', 'TIMESTAMP', false), column('samples', 'INT64', false), column('readings', 'INT64', false), column('min', 'DOUBLE'), column('max', 'DOUBLE'), column('mean', 'DOUBLE'), column('std', 'DOUBLE'),
  column('first', 'DOUBLE'), column('last', 'DOUBLE'), column('weighted', 'DOUBLE'), column('known_ms', 'DOUBLE'), column('quality', 'STRING', false),
];

/** What is encoded goes on as soon as a row group is whole. */
class Passing extends ByteWriter {
  readonly put: (bytes: Uint8Array) => void;
  constructor(put: (bytes: Uint8Array) => void) { super(1 << 20); this.put = put; }
  flush(): void { this.put(this.getBytes().slice()); this.index = 0; }
  override finish(): void { this.flush(); }
}
const some = (n: number): number | null => (Number.isFinite(n) ? n : null);
const moment = (at: number): bigint | null => (Number.isFinite(at) ? BigInt(Math.floor(at)) : null);

/** Apache Parquet, a row group at a time (HIS-81). */
export function parquetForm(what: ExportWhat, put: (bytes: Uint8Array) => void): Form {
  const columns = what === 'raw' ? rawSet() : tierSet();
  const source = (): ColumnSource[] => columns.map((c): ColumnSource => ({ ...c, data: c.data }));
  const file = new ParquetWriter({ writer: new Passing(put), schema: schemaFromColumnData({ columnData: source() }), createdBy: 'watchroom' });
  function group(): void {
    if (columns[0]!.data.length === 0) return;
    void file.write({ columnData: source(), rowGroupSize: groupRows });
    for (const c of columns) c.data.length = 0;
  }
  function row(...cells: readonly (string | number | bigint | null)[]): void {
    for (let k = 0; k < columns.length; k++) columns[k]!.data.push(cells[k]!);
    if (columns[0]!.data.length === groupRows) group();
  }
  return {
    begin() {},
    raw({ point }, piece, from, to) {
      for (let i = from; i < to; i++) {
        const status = piece.status[i]!;
        row(point, moment(piece.time[i]!), moment(piece.received[i]!), some(piece.value[i]!), piece.text?.get(i) ?? null, qualities[qualityCode(status)], BigInt(status));
      }
    },
    tier({ point }, rows, from, to) {
      for (let i = from; i < to; i++) {
        const { mean, std, weighted } = figuresOf(rows, i);
        row(point, moment(rows.start[i]!), BigInt(rows.samples[i]!), BigInt(rows.readings[i]!), some(rows.min[i]!), some(rows.max[i]!), some(mean), some(std), some(rows.first[i]!), some(rows.last[i]!), some(weighted), some(rows.knownMs[i]!), qualities[rows.worst[i]!] ?? 'bad');
      }
    },
    end() { group(); void file.finish(); },
  };
}
