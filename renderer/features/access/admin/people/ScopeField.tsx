import type { Scope } from '#app/access';
import { useWords } from '#kit/words';
import type { ParkPlace } from '../parts/naming.ts';

const toggled = (list: readonly string[], id: string): string[] => (list.includes(id) ? list.filter((x) => x !== id) : [...list, id]);

/** Where a role shall count: everywhere, or for enterprises and areas of the park. */
export function ScopeField({ scope, places, onChange }: { readonly scope: Scope; readonly places: readonly ParkPlace[]; readonly onChange: (scope: Scope) => void }) {
  const words = useWords();
  const list = (kind: 'enterprise' | 'area', key: 'enterprises' | 'areas') => {
    const of = places.filter((p) => p.kind === kind);
    return scope === 'everywhere' || of.length === 0 ? null : (
      <fieldset className="admin-ticks">
        <legend>{words.t(`admin:scope-${key}`)}</legend>
        <div>{of.map((p) => <label key={p.id}><input type="checkbox" checked={scope[key].includes(p.id)} onChange={() => onChange({ ...scope, [key]: toggled(scope[key], p.id) })} />{words.name(p.name)}</label>)}</div>
      </fieldset>
    );
  };
  return (
    <fieldset className="admin-scope">
      <legend>{words.t('admin:scope')}</legend>
      <div className="admin-choice">
        <label><input type="radio" name="scope" checked={scope === 'everywhere'} onChange={() => onChange('everywhere')} />{words.t('admin:everywhere')}</label>
        <label><input type="radio" name="scope" checked={scope !== 'everywhere'} onChange={() => onChange({ enterprises: [], areas: [] })} />{words.t('admin:scope-chosen')}</label>
      </div>
      {list('enterprise', 'enterprises')}{list('area', 'areas')}
    </fieldset>
  );
}
