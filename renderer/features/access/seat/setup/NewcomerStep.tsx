import { useStore } from 'zustand';
import type { Power } from '#app/access';
import { useWords } from '#kit/words';
import { Field } from '../proof/Field.tsx';
import type { NewcomerField, SettingUp } from './setting-up.ts';

/** One of the three, at the keyboard herself. */
export function NewcomerStep({ of, power }: { readonly of: SettingUp; readonly power: Power }) {
  const words = useWords();
  const { people, wrong, how } = useStore(of.state);
  const p = people[power];
  const fault = (field: NewcomerField): string | null => { const all = wrong.filter((w) => w.step === power && w.field === field); return all.length === 0 ? null : all.map((w) => words.fault(w.fault)).join(' · '); };
  return (
    <>
      <p>{words.t('access:newcomer', { power: words.t(`access:power-${power}`) })} {words.t(`access:power-what-${power}`)}</p>
      {how === 'rescue' && <label className="seat-check"><input type="checkbox" checked={p.left} onChange={(e) => of.person(power, { left: e.currentTarget.checked })} />{words.t('access:newcomer-left')}</label>}
      {!p.left && <div className="seat-grid" key={power}>
        <Field label={words.t('access:login-name')} value={p.login} onChange={(login) => of.person(power, { login })} most={32} focus fault={fault('login')} hint={words.t('access:login-hint')} />
        <Field label={words.t('access:name')} value={p.name} onChange={(name) => of.person(power, { name })} most={60} fault={fault('name')} plain />
        <Field label={words.t('access:phone')} value={p.phone} onChange={(phone) => of.person(power, { phone })} most={40} fault={fault('phone')} hint={words.t('access:phone-hint')} />
        <span />
        <Field label={words.t('access:password')} value={p.password} onChange={(password) => of.person(power, { password })} secret fault={fault('password')} hint={words.t('access:password-hint')} />
        <Field label={words.t('access:password-again')} value={p.again} onChange={(again) => of.person(power, { again })} secret fault={fault('again')} />
      </div>}
    </>
  );
}
