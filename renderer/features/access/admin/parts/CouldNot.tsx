import { firstRoles, permissionsOf, type RoleTable } from '#app/access';
import type { Permission } from '#kernel/session';
import { PanelState } from '#kit/controls/PanelState.tsx';
import { useWords } from '#kit/words';
import { comma, permissionName, roleName } from './naming.ts';

/** A page that may not be seen by who is here: which right is missing, and which roles have it. `table`: as it stands; null: it may not be read, and the roles that ship are named. */
export function CouldNot({ needs, table }: { readonly needs: Permission; readonly table: RoleTable | null }) {
  const words = useWords();
  const roles = (table ?? firstRoles).roles.filter((r) => permissionsOf(r).includes(needs)).map((r) => roleName(r, words));
  const what = permissionName(needs, words);
  return <PanelState title={words.t('admin:could-not', { what })} next={roles.length === 0 ? words.t('admin:could-nobody') : words.t(table === null ? 'admin:could-shipped' : 'admin:could', { roles: roles.join(comma(words)) })} />;
}
