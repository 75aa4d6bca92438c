import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import type { SheetContext } from '#app/duty';
import { readRosterFile, workbookBounds } from '#storage';
import { crew, shifts } from '../../app/duty/roster/crew.ts';
import { archive, rows, workbook, type Piece } from './archive.ts';

const context: SheetContext = { people: crew.people, units: crew.units, shifts };
const sheet = rows([['日期', '单位', '班次', '值班员'], ...['早班', '中班', '晚班'].map((s) => [46_346, '园区', s, 'g1a、g1b'])]);

it('DTY-39: what a workbook says lies elsewhere is neither fetched nor read: links to other books, queries, pictures, and a sheet of its own', async () => {
  let asked = 0;
  const server = http.createServer((_request, response) => { asked++; response.end('<worksheet/>'); });
  server.on('connection', () => { asked++; });
  await new Promise<void>((begun) => { server.listen(0, '127.0.0.1', begun); });
  onTestFinished(() => { server.close(); });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/book.xlsx`;
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const outside = (type: string, target = url): string => `<Relationships><Relationship Id="rId1" Type="${relation}/${type}" Target="${target}" TargetMode="External"/></Relationships>`;
  const beside: readonly Piece[] = [
    { name: 'xl/externalLinks/externalLink1.xml', body: `<externalLink xmlns:r="${relation}"><externalBook r:id="rId1"><sheetNames><sheetName val="a"/></sheetNames></externalBook></externalLink>` },
    { name: 'xl/externalLinks/_rels/externalLink1.xml.rels', body: outside('externalLinkPath') },
    { name: 'xl/connections.xml', body: `<connections><connection id="1" name="q" type="4" refreshOnLoad="1"><webPr url="${url}"/></connection></connections>` },
    { name: 'xl/worksheets/_rels/sheet1.xml.rels', body: outside('hyperlink') },
    { name: 'xl/drawings/_rels/drawing1.xml.rels', body: outside('image') },
  ];
  const read = await readRosterFile(archive(workbook({ a: sheet }, beside)), context, workbookBounds);
  expect(read.ok ? read.entries.length : read.faults.map((f) => f.fault.code)).toBe(3);                        // what is in it is read, and nothing else

  const pieces = workbook({ a: sheet });
  for (const target of [url, 'file:///etc/passwd', '\\\\127.0.0.1\\share\\sheet.xml', '../../../etc/passwd', '/etc/passwd']) {
    const moved = pieces.map((p): Piece => (p.name.endsWith('workbook.xml.rels') ? { ...p, body: String(p.body).replace('Target="worksheets/sheet1.xml"', `Target="${target}" TargetMode="External"`) } : p));
    const elsewhere = await readRosterFile(archive(moved), context, workbookBounds);
    expect([target, elsewhere.ok ? 'read' : elsewhere.faults.map((f) => f.fault.code)]).toEqual([target, ['roster-damaged']]);
  }
  expect(asked).toBe(0);
});
