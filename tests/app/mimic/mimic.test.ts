import fs from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { act, bounds, checkSvg, Drawing, draftOf, drawingText, edited, fraction, imports, isOn, isVisible, mimicIdPattern, problemsOf, readDrawing, readMimic, redo, saved, stepsBack, turnOf, undo, type Edit, type FolderMimic, type KeptMimic } from '#app/mimic';
import { anyEdit, drawn } from './drawn.ts';

const code = (r: { readonly ok: boolean; readonly fault?: { readonly code: string; readonly params: object } }) => (r.ok ? 'ok' : `${r.fault?.code} ${JSON.stringify(r.fault?.params)}`);

describe('the files of a mimic', () => {
  it('MIM-01 what was written reads back, the same bytes again', () => {
    const text = drawingText(drawn());
    const again = readDrawing(text);
    expect(again).toEqual({ ok: true, value: drawn() });
    expect(again.ok && drawingText(again.value)).toBe(text);
    expect(code(readDrawing(`\uFEFF${text}`))).toBe('ok');
  });
  it.each([
    ['no JSON', '{', /^mimic-not-json/], ['another version', drawingText(drawn()).replace('"formatVersion": 1', '"formatVersion": 2'), /^mimic-malformed .*formatVersion/],
    ['a misspelt field', drawingText(drawn()).replace('"digits"', '"digitz"'), /^mimic-malformed .*bindings\.2/], ['two of one id', drawingText(drawn({ symbols: [...drawn().symbols, drawn().symbols[0]!] })), /^mimic-malformed .*symbols/],
    ['too many symbols', drawingText(drawn({ symbols: Array.from({ length: bounds.symbols + 1 }, (_, i) => ({ ...drawn().symbols[0]!, id: `s${i}` })) })), /^mimic-malformed .*symbols/],
    ['too many points', drawingText(drawn({ bindings: Array.from({ length: bounds.points + 1 }, (_, i) => ({ element: 'tank-1', show: 'colour', point: `P${i}` })) })), /^mimic-malformed .*bindings/],
    ['too many trends', drawingText(drawn({ bindings: Array.from({ length: bounds.trends + 1 }, () => ({ element: 'tank-1', show: 'trend', point: 'p', minutes: 10 })) })), /^mimic-malformed .*bindings/],
    ['a box that is no number', drawingText(drawn()).replace('"x":100', '"x":1e999'), /^mimic-malformed .*symbols\.0\.x/], ['text that turns the writing', drawingText(drawn({ name: { zh: '罐\u202e区', en: 'x' } })), /^mimic-malformed .*name/],
    ['too much', ' '.repeat(bounds.json + 1), /^mimic-too-large/],
  ] as const)('MIM-01 refuses %s and says where', (_, text, fault) => expect(code(readDrawing(text))).toMatch(fault));
  it('MIM-02 an SVG is kept as one, bounded, without entities of its own', () => {
    expect(code(checkSvg('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe('ok');
    expect(code(checkSvg(`<svg>${' '.repeat(bounds.svg)}</svg>`))).toMatch(/^mimic-svg-too-large/);
    expect(code(checkSvg('<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>'))).toMatch(/^mimic-svg-entities/);
    expect(code(checkSvg('<html></html>'))).toMatch(/^mimic-svg-not-svg/);
  });
  it('names of mimics are names of files everywhere', () => {
    expect(['tank-farm', 'a', '7'].every((id) => mimicIdPattern.test(id))).toBe(true);
    expect(['', 'Tank', '../etc', 'con', 'lpt1', 'a.b', '-a', 'a'.repeat(61)].filter((id) => mimicIdPattern.test(id))).toEqual([]);
  });
});

describe('what an element shows', () => {
  it('MIM-04 a bar is as full as its value, at most full, and without a value there is none', () => {
    expect([fraction(5, 0, 10), fraction(-3, 0, 10), fraction(99, 0, 10), fraction(2, 10, 0)]).toEqual([0.5, 0, 1, 0.8]);
    expect([fraction(null, 0, 10), fraction(NaN, 0, 10), fraction(5, 3, 3)]).toEqual([null, null, null]);
  });
  it('MIM-05 is there while its condition holds, and as long as nobody knows', () => {
    const b = { element: 'e', show: 'visible', point: 'p', is: 'above', limit: 3 } as const;
    expect([3, 2.9, null].map((v) => isVisible(b, v))).toEqual([true, false, true]);
    expect([isVisible({ ...b, is: 'below' }, 3), isVisible({ ...b, is: 'equal' }, 3), isVisible({ ...b, is: 'equal' }, 4)]).toEqual([true, true, false]);
  });
  it('turns between its ends, and is on, off or unknown', () => {
    const t = { element: 'e', show: 'turn', point: 'p', low: 0, high: 100, from: 0, to: -90 } as const;
    expect([turnOf(t, 50), turnOf(t, 400), turnOf(t, null)]).toEqual([-45, -90, 0]);
    const s = { element: 'e', show: 'state', point: 'p' } as const;
    expect([isOn(s, 1), isOn(s, 0), isOn(s, null), isOn({ ...s, on: 0 }, 0)]).toEqual([true, false, null, true]);
  });
  it('MIM-03 names everything that leads nowhere, once, with its place', () => {
    const d = drawn({ bindings: [...drawn().bindings, { element: 'ghost', show: 'colour', point: 'T-01.LEVEL' }, { element: 'tank-1', show: 'select', asset: 'none' }, { element: 'tank-1', show: 'text', point: 'NO.SUCH' }] });
    const known = { elements: new Set(['farm']), points: new Set(['T-01.LEVEL']), assets: new Set<string>(), mimics: new Set<string>() };
    expect(problemsOf(d, known).map((p) => `${p.kind} ${p.element} ${p.what}`)).toEqual(['no-mimic farm overview', 'no-element ghost ghost', 'no-asset tank-1 none', 'no-point tank-1 NO.SUCH']);
    expect(problemsOf(drawn({ bindings: [] }), known).map((p) => p.kind)).toEqual(['unbound']);
    expect(problemsOf(drawn(), { ...known, mimics: new Set(['overview']) })).toEqual([]);
  });
});

describe('editing', () => {
  it('MIM-06 whatever is done, in any order, the drawing may be saved', () => {
    fc.assert(fc.property(fc.array(anyEdit, { maxLength: 40 }), (edits) => {
      const end = edits.reduce(edited, drawn());
      expect(Drawing.safeParse(end).success).toBe(true);
    }), { seed: 606, numRuns: 400 });
  });
  it('MIM-06 an edit of nothing is no step', () => {
    const d = drawn();
    const none: readonly Edit[] = [{ do: 'remove', ids: new Set(['x']) }, { do: 'move', ids: new Set(['x']), dx: 1, dy: 1 }, { do: 'move', ids: new Set(['tank-1']), dx: 0, dy: 0 }, { do: 'align', ids: new Set(['tank-1']), to: 'left' }, { do: 'unbind', element: 'tank-1', show: 'turn' }, { do: 'name', name: { zh: '', en: '' } }];
    for (const e of none) expect(edited(d, e)).toBe(d);
  });
  it('adds, copies with its bindings, aligns, binds in the place of the same, and removes with its bindings', () => {
    let d = edited(drawn(), { do: 'copy', ids: new Set(['tank-1']), dx: 300, dy: 5 });
    expect(d.symbols.at(-1)).toMatchObject({ id: 'tank-2', x: 400, y: 105 });
    expect(d.bindings.filter((b) => b.element === 'tank-2').map((b) => b.show)).toEqual(['level', 'colour']);
    d = edited(d, { do: 'align', ids: new Set(['tank-1', 'tank-2']), to: 'top' });
    expect(d.symbols.map((s) => s.y)).toEqual([100, 260, 100]);
    d = edited(d, { do: 'bind', binding: { element: 'tank-2', show: 'level', point: 'T-02.LEVEL' } });
    expect(d.bindings.filter((b) => b.element === 'tank-2')).toEqual([{ element: 'tank-2', show: 'level', point: 'T-02.LEVEL' }, { element: 'tank-2', show: 'colour', point: 'T-01.LEVEL' }]);
    d = edited(d, { do: 'remove', ids: new Set(['tank-2']) });
    expect(d).toEqual(drawn());
  });
  it('MIM-07 undo is what was before, redo what was after; a new act ends what lay ahead', () => {
    fc.assert(fc.property(fc.array(anyEdit, { maxLength: 20 }), anyEdit, (edits, more) => {
      const draft = edits.reduce((d, e) => act(d, e), draftOf(drawn()));
      const next = act(draft, more);
      if (next !== draft) {
        expect(undo(next).now).toBe(draft.now);
        expect(redo(undo(next)).now).toBe(next.now);
        expect(act(undo(next), more).future).toEqual([]);
      }
      let back = draft;
      while (back.past.length > 0) back = undo(back);
      expect(back.now).toEqual(drawn());
    }), { seed: 707 });
  });
  it('MIM-07 one drag is one step, and steps are bounded', () => {
    const move = (dx: number): Edit => ({ do: 'move', ids: new Set(['tank-1']), dx, dy: 0 });
    const draft = [1, 2, 3].reduce((d, dx) => act(d, move(dx), 'drag-1'), draftOf(drawn()));
    expect([draft.past.length, undo(draft).now]).toEqual([1, drawn()]);
    expect(act(draft, move(1), 'drag-2').past).toHaveLength(2);
    expect(Array.from({ length: 300 }).reduce<typeof draft>((d) => act(d, move(1)), draft).past).toHaveLength(stepsBack);
  });
});

describe('keeping', () => {
  const file = (id: string, digest: string): FolderMimic => ({ id, svg: null, drawing: drawn(), digest });
  const kept = new Map<string, KeptMimic>();
  const take = (event: { readonly kind: string; readonly v: number; readonly subject: string; readonly body: unknown }): void => {
    const read = readMimic({ ...event, time: 5 as never, actor: 'x' as never });
    if (!read.ok) throw new Error(read.fault.code);
    kept.set(event.subject, read.value);
  };
  const news = (folder: readonly FolderMimic[], broken: readonly string[] = []) => imports(kept, folder, new Set(broken));

  it('MIM-08, MIM-09, MIM-10: the life of a mimic between folder and hand', () => {
    expect(news([file('a', '1'), file('b', '1')]).map((e) => `${e.kind} ${e.subject} ${JSON.stringify((e.body as { ids: string[] }).ids)}`)).toEqual(['mimic.imported a ["a"]', 'mimic.imported b ["a","b"]']);
    for (const e of news([file('a', '1'), file('b', '1')])) take(e);
    expect(news([file('a', '1'), file('b', '1')])).toEqual([]);                      // nothing new, nothing said
    const save = saved(kept, 'a', 1, drawn({ name: { zh: '改', en: 'changed' } }), 60);
    if (save.ok) take(save.value);
    expect(kept.get('a')).toMatchObject({ revision: 2, origin: 'hand', digest: '1', drawing: { name: { en: 'changed' } } });
    expect(news([file('a', '1'), file('b', '1')])).toEqual([]);                      // MIM-08: a restart leaves what a hand changed
    expect(code(saved(kept, 'a', 1, drawn(), 60))).toBe('mimic-changed {"id":"a","by":"x","revision":2}');
    expect(news([file('b', '1')]).map((e) => e.subject)).toEqual([]);                // MIM-09: a hand changed it since
    expect(news([file('a', '1')], ['b'])).toEqual([]);                               // MIM-09: broken is not gone
    const gone = news([file('a', '1')]);
    expect(gone).toMatchObject([{ subject: 'b', body: { drawing: null, ids: ['a'] } }]);
    for (const e of gone) take(e);
    expect(code(saved(kept, 'b', 2, drawn(), 60))).toMatch(/^no-such-mimic/);
    for (const e of news([file('a', '2')])) take(e);
    expect(kept.get('a')).toMatchObject({ revision: 3, origin: 'folder', digest: '2', drawing: { name: { en: 'Tank farm' } } });   // MIM-08: the file changed since
  });
  it('MIM-10 a new mimic begins at revision 0, and there is an end to them', () => {
    expect(code(saved(new Map(), 'n', 0, drawn(), 60))).toBe('ok');
    expect(code(saved(new Map(), 'n', 3, drawn(), 60))).toMatch(/^no-such-mimic/);
    expect(code(saved(kept, 'n', 0, drawn(), 1))).toMatch(/^too-many-mimics/);
    expect(code(saved(kept, 'a', 0, drawn(), 60))).toMatch(/^mimic-changed/);        // somebody made it meanwhile
  });
  it('an event of another version, or of nothing, is a fault', () => {
    expect(code(readMimic({ kind: 'mimic.saved', v: 2, subject: 'a', body: {}, time: 0 as never, actor: 'x' as never }))).toMatch(/^other-mimic-version/);
    expect(code(readMimic({ kind: 'mimic.saved', v: 1, subject: 'a', body: {}, time: 0 as never, actor: 'x' as never }))).toMatch(/^bad-mimic-event/);
  });
});

it('every rule of SPEC.md is told here', () => {
  const spec = [...fs.readFileSync('app/mimic/SPEC.md', 'utf8').matchAll(/\| (MIM-\d+) \|/g)].map((m) => m[1] ?? '');
  const told = fs.readFileSync('tests/app/mimic/mimic.test.ts', 'utf8');
  expect(spec).toHaveLength(10);
  expect(spec.filter((rule) => !told.includes(rule))).toEqual([]);
});
