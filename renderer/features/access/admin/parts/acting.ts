import { useCallback, useState } from 'react';
import type { Fault, Result } from '#kernel/result';

/** How an act stands: under way, and every reason why the last one came to nothing. */
export interface Acting { readonly busy: boolean; readonly faults: readonly Fault[] }
type Answer = Result<{ readonly faults?: readonly Fault[] }>;

/** One act at a time, whose faults stay until the next one. `run` is true where it was done; what was typed is the form's and stays as it is. */
export function useActing() {
  const [acting, setActing] = useState<Acting>({ busy: false, faults: [] });
  const run = useCallback(async (act: () => Promise<Answer>): Promise<boolean> => {
    setActing({ busy: true, faults: [] });
    const r = await act();
    const faults = r.ok ? r.value.faults ?? [] : [r.fault];
    setActing({ busy: false, faults });
    return faults.length === 0;
  }, []);
  const refuse = useCallback((faults: readonly Fault[]) => setActing({ busy: false, faults }), []);
  return { ...acting, run, refuse };
}

/** The field that a fault is about, by its code; what has none belongs to the form. */
const fieldOf: Readonly<Record<string, string>> = {
  'login-form': 'login', 'login-taken': 'login', 'role-over': 'until', 'role-unknown': 'role', 'powers-joined': 'role', 'password-short': 'password', 'password-long': 'password', 'password-classes': 'password', 'password-untypable': 'password',
  'password-common': 'password', 'password-owner': 'password', 'password-used': 'password', 'password-young': 'password',
};
/** Which field of a form a fault belongs at; null: at its foot. */
export const placeOf = (fault: Fault): string | null => (fault.code === 'bad-input' ? String(fault.params['at'] ?? '').split('.')[0] || null : fieldOf[fault.code] ?? (fault.code.startsWith('password-') ? 'password' : null));

/** Where what was typed does not fit, before it is sent: one fault for each field. */
export function misfits(call: string, parsed: { readonly success: boolean; readonly error?: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] } | undefined }): readonly Fault[] {
  if (parsed.success) return [];
  const fields = new Set((parsed.error?.issues ?? []).map((i) => i.path.map(String).join('.')));
  return [...fields].map((at) => ({ code: 'bad-input', params: { call, at } }));
}
