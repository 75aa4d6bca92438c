import { deflateRawSync } from 'node:zlib';

/** One file of an archive, with what may be said wrong of it. */
export interface Piece { readonly name: string; readonly body: string | Buffer; readonly stored?: boolean; readonly says?: number; readonly flags?: number; readonly method?: number }

/** An archive, made by hand so that it can lie. */
export function archive(pieces: readonly Piece[]): Buffer {
  const [bodies, directory]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const { name, body, stored = false, says, flags = 0, method } of pieces) {
    const raw = Buffer.from(body);
    const packed = stored ? raw : deflateRawSync(raw);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method ?? (stored ? 0 : 8), 4);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(says ?? raw.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const offset = Buffer.alloc(14);
    offset.writeUInt32LE(at, 10);
    bodies.push(Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), packed);
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), common, offset, Buffer.from(name));
    at += 30 + Buffer.byteLength(name) + packed.length;
  }
  const size = directory.reduce((n, b) => n + b.length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  for (const place of [8, 10]) end.writeUInt16LE(pieces.length, place);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
/** A workbook as a spreadsheet programme writes it; `sheets` are the insides of `<worksheet>`. Style 1 is a date. */
export function workbook(sheets: Readonly<Record<string, string>>, more: readonly Piece[] = [], properties = ''): readonly Piece[] {
  const names = Object.keys(sheets);
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return [
    { name: '[Content_Types].xml', body: `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>` },
    { name: 'xl/workbook.xml', body: `${head}<workbook xmlns:r="${relation}">${properties}<sheets>${names.map((n, i) => `<sheet name="${n}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>` },
    { name: 'xl/_rels/workbook.xml.rels', body: `${head}<Relationships>${names.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${relation}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}<Relationship Id="rS" Type="${relation}/styles" Target="styles.xml"/></Relationships>` },
    { name: 'xl/styles.xml', body: `${head}<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>` },
    ...names.map((n, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, body: `${head}<worksheet>${sheets[n]!}</worksheet>` })),
    ...more,
  ];
}
const letters = 'ABCDEFGHIJ';
/** Rows of text cells; a number is a date of style 1, `{xml}` is taken as it is. */
export const rows = (of: readonly (readonly (string | number | { readonly xml: string })[])[]): string =>
  `<sheetData>${of.map((row, r) => `<row r="${r + 1}">${row.map((value, c) => {
    const ref = `${letters[c]}${r + 1}`;
    if (typeof value === 'object') return value.xml.replace('REF', ref);
    return typeof value === 'number' ? `<c r="${ref}" s="1"><v>${value}</v></c>` : `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve">${value}</t></is></c>`;
  }).join('')}</row>`).join('')}</sheetData>`;
