import { useRef, useState, type KeyboardEvent } from 'react';
import { powerOf, type RoleTable } from '#app/access';
import { permissions, type Permission } from '#kernel/session';
import { useWords } from '#kit/words';
import { permissionName, roleName } from '../parts/naming.ts';
import { gives, permissionGroups } from './draft.ts';

interface Props { readonly table: RoleTable; readonly stands: RoleTable; readonly editing: boolean; readonly counts: ReadonlyMap<string, number>; readonly onToggle: (role: string, p: Permission) => void; readonly onPick: (role: string, p: Permission) => void }
const steps: Readonly<Record<string, readonly [rows: number, columns: number]>> = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], Home: [0, -1000], End: [0, 1000] };
const within = (n: number, most: number): number => Math.min(Math.max(n, 0), most);

/** Role by permission. The arrows go from cell to cell; Enter or Space gives and takes, or, where nothing is edited, asks who may. A permission that is one of the three powers bears its name. */
export function RoleMatrix({ table, stands, editing, counts, onToggle, onPick }: Props) {
  const words = useWords();
  const box = useRef<HTMLTableElement>(null);
  const [[row, column], setAt] = useState<readonly [number, number]>([0, 0]);
  function pressed(e: KeyboardEvent): void {
    const step = steps[e.key];
    if (step === undefined || e.ctrlKey || e.altKey) return;
    e.preventDefault();
    const to = [within(row + step[0], permissions.length - 1), within(column + step[1], table.roles.length - 1)] as const;
    setAt(to);
    box.current?.querySelector<HTMLElement>(`[data-cell="${to.join(' ')}"]`)?.focus();
  }
  const was = (id: string, p: Permission): boolean => { const r = stands.roles.find((x) => x.id === id); return r !== undefined && gives(r, p); };
  return (
    <div className="matrix-box">
      <table className="matrix" role="grid" ref={box} aria-label={words.t('admin:matrix')} onKeyDown={pressed} data-editing={editing}>
        <thead>
          <tr><th scope="col">{words.t('admin:permission')}</th>{table.roles.map((r) => <th key={r.id} scope="col" title={r.id}><span>{roleName(r, words)}</span><small className="dim number">{words.t('admin:holders', { n: counts.get(r.id) ?? 0 })}</small></th>)}</tr>
        </thead>
        {permissionGroups.map(([group, of]) => (
          <tbody key={group}>
            {of.map((p) => {
              const at = permissions.indexOf(p);
              const power = powerOf[p];
              return (
                <tr key={p}>
                  <th scope="row" title={p}>{permissionName(p, words)}{power !== undefined && <span className="admin-tag">{words.t(`access:power-${power}`)}</span>}</th>
                  {table.roles.map((r, i) => {
                    const has = gives(r, p);
                    const here = at === row && i === column;
                    const name = `${roleName(r, words)}: ${permissionName(p, words)}`;
                    return (
                      <td key={r.id} data-has={has} data-changed={has !== was(r.id, p)}>
                        <button type="button" data-cell={`${at} ${i}`} tabIndex={here ? 0 : -1} {...(editing ? { role: 'checkbox', 'aria-checked': has } : {})} aria-label={editing ? name : `${name}: ${words.t(has ? 'admin:has' : 'admin:has-not')}`}
                          onFocus={() => setAt([at, i])} onClick={() => { if (editing) onToggle(r.id, p); else onPick(r.id, p); }}>{has ? '●' : '·'}</button>
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        ))}
      </table>
    </div>
  );
}
