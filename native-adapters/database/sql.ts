import type { DatabaseOptions, Dialect } from './options.ts';

export type Param = string | number | bigint | null;
/** One statement; what came from a site, a cursor or a key goes beside it and never into it. */
export interface Ask { readonly text: string; readonly values: readonly Param[] }
/** `from`: rows beyond this key, or at this time and after; null: all. `keys`: only these points, in a tall table. `skip`: how many of them to pass over. */
export interface Wanted { readonly from: string | number | null; readonly keys: readonly string[] | null; readonly limit: number; readonly skip: number }

/** How a bind parameter, a column as text, and a page of rows are written. */
const SAYS: Readonly<Record<Dialect, { readonly param: (n: number) => string; readonly text: (c: string) => string; readonly key: (p: string) => string; readonly time: (c: string) => string }>> = {
  postgres: { param: (n) => `$${n + 1}`, text: (c) => `CAST(${c} AS text)`, key: (p) => p, time: (c) => c },
  mysql: { param: () => '?', text: (c) => `CAST(${c} AS CHAR)`, key: (p) => `CAST(${p} AS SIGNED)`, time: (c) => c },
  mssql: { param: (n) => `@${n}`, text: (c) => `CONVERT(nvarchar(200), ${c})`, key: (p) => `CAST(${p} AS bigint)`, time: (c) => `CONVERT(nvarchar(40), ${c}, 126)` },
  sqlite: { param: () => '?', text: (c) => `CAST(${c} AS TEXT)`, key: (p) => `CAST(${p} AS INTEGER)`, time: (c) => c },
};
const COLUMNS: Readonly<Record<Dialect, string>> = {
  postgres: 'SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped',
  mysql: 'SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ?',
  mssql: 'SELECT name AS name, TYPE_NAME(system_type_id) AS type FROM sys.columns WHERE object_id = OBJECT_ID(@0)',
  sqlite: 'SELECT name AS name, type AS type FROM pragma_table_info(?)',
};
/** The function that SQLite calls for every row it looks at, so that a statement ends when its time is over; given by `source.ts`. It takes the columns, since without them it would be asked once. */
export const IN_TIME = 'watchroom_in_time';

/** The statements for one table, view or SELECT, in the words of its database. `quote`: the driver's own. `numericPoint`: the point's key is a number there, so that text must be compared as text. Rows come with the columns k, p, t, q, v, or v0, v1 … in the order of `wide`. */
export function statements(o: DatabaseOptions, quote: (name: string) => string, numericPoint: boolean) {
  const says = SAYS[o.dialect];
  const { point, key, time, value, quality } = o.columns;
  const path = (o.table ?? '').split('.').map(quote).join('.');
  const source = o.select === undefined ? path : `(${o.select})`;
  const column = (name: string): string => `s.${quote(name)}`;       // with its table, so that it is never taken for the k, p, t, q, v of the answer
  const order = column(o.by === 'key' ? key ?? '' : time);
  const plain = point === undefined ? '' : column(point);
  const pointText = numericPoint ? says.text(plain) : plain;

  function asking() {
    const values: Param[] = [];
    return { values, bind: (v: Param): string => says.param(values.push(v) - 1) };
  }
  function shown(wide: readonly string[]): string {
    const one = (as: string, name: string | undefined, how: (c: string) => string = (c) => c): readonly string[] => (name === undefined ? [] : [`${how(column(name))} AS ${as}`]);
    return [
      ...(o.by === 'key' ? one('k', key, says.text) : []), ...one('p', point, numericPoint ? says.text : undefined), ...one('t', time, says.time), ...one('q', quality), ...one('v', value),
      ...wide.flatMap((c, i) => one(`v${i}`, c)),
    ].join(', ');
  }
  const inTime = (...names: readonly string[]): readonly string[] => (o.dialect === 'sqlite' ? [`${IN_TIME}(${names.join(', ')}) = 1`] : []);
  const used = (wide: readonly string[]): readonly string[] => [order, column(time), ...[point, value].filter((c) => c !== undefined).map(column), ...wide.slice(0, 50).map(column)];
  const where = (all: readonly string[]): string => (all.length === 0 ? '' : ` WHERE ${all.join(' AND ')}`);
  const among = (keys: readonly string[] | null, bind: (v: Param) => string): readonly string[] => (keys === null ? [] : [`${pointText} IN (${keys.map(bind).join(', ')})`]);
  function page(limit: number, skip: number, bind: (v: Param) => string): string {
    if (o.dialect === 'mssql') return ` OFFSET ${bind(skip)} ROWS FETCH NEXT ${bind(limit)} ROWS ONLY`;
    return ` LIMIT ${bind(limit)}${skip === 0 ? '' : ` OFFSET ${bind(skip)}`}`;
  }

  return {
    /** The columns that a table has, with their types. */
    columns(): Ask {
      const [table = '', schema = null] = (o.table ?? '').split('.').toReversed();
      if (o.dialect === 'mysql') return { text: COLUMNS.mysql, values: [schema, table] };
      return { text: COLUMNS[o.dialect], values: [o.dialect === 'sqlite' ? table : path] };
    },
    /** The one row that holds the greatest key or time, as k or t. */
    last(): Ask {
      const most = `MAX(${order})`;
      return { text: `SELECT ${o.by === 'key' ? `${says.text(most)} AS k` : `${says.time(most)} AS t`} FROM ${source} s${where(inTime(order))}`, values: [] };
    },
    /** The least key of the rows of this time and after, as k. */
    first(since: string | number): Ask {
      const { values, bind } = asking();
      const at = `${column(time)} >= ${bind(since)}`;
      return { text: `SELECT ${says.text(`MIN(${order})`)} AS k FROM ${source} s${where([...inTime(order), at])}`, values };   // the time first: rows that are too old are looked at too
    },
    /** Rows in order, from where the last were. */
    rows({ from, keys, limit, skip }: Wanted, wide: readonly string[]): Ask {
      const { values, bind } = asking();
      const beyond = from === null ? [] : [o.by === 'key' ? `${order} > ${says.key(bind(from))}` : `${order} >= ${bind(from)}`];
      return { text: `SELECT ${shown(wide)} FROM ${source} s${where([...beyond, ...among(keys, bind), ...inTime(...used(wide))])} ORDER BY ${order}${page(limit, skip, bind)}`, values };
    },
    /** The newest row of each of these points; of a wide table the newest of all. */
    newest(keys: readonly string[], wide: readonly string[]): Ask {
      const { values, bind } = asking();
      if (o.style === 'wide') return { text: `SELECT ${shown(wide)} FROM ${source} s${where(inTime(...used(wide)))} ORDER BY ${order} DESC${page(1, 0, bind)}`, values };
      const newest = `SELECT ${plain} AS mp, MAX(${order}) AS mo FROM ${source} s${where([...among(keys, bind), ...inTime(plain, order)])} GROUP BY ${plain}`;
      return { text: `SELECT ${shown([])} FROM ${source} s JOIN (${newest}) m ON ${plain} = m.mp AND ${order} = m.mo`, values };
    },
  };
}
export type Statements = ReturnType<typeof statements>;
