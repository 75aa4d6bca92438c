import type { ReactNode } from 'react';
import type { SeatView } from '#app/access';
import type { Permission } from '#kernel/session';
import { ConsentPage, KeysPage, PeoplePage, PolicyPage, RolesPage, RosterPage, SessionsPage, type PageOf } from '../features.ts';
import { AuditTab } from './AuditTab.tsx';
import { HealthPage } from './HealthPage.tsx';
import type { AdminStores } from './stores.ts';

/** What a page is shown with: everything the window knows, who is here, and what the pages of access share. */
export interface Shown { readonly stores: AdminStores; readonly seat: SeatView; readonly page: PageOf }
/** A page of administration. `needs`: who has not this right sees which roles have it. */
export interface AdminPage { readonly id: string; readonly title: `admin:page-${string}`; readonly needs: Permission; readonly show: (shown: Shown) => ReactNode }

/** Every page, in the order of the list. */
export const pages: readonly AdminPage[] = [
  { id: 'people', title: 'admin:page-people', needs: 'person.view', show: ({ page }) => <PeoplePage page={page} /> },
  { id: 'roles', title: 'admin:page-roles', needs: 'role.view', show: ({ page }) => <RolesPage page={page} /> },
  { id: 'policy', title: 'admin:page-policy', needs: 'role.view', show: ({ page }) => <PolicyPage page={page} /> },
  { id: 'sessions', title: 'admin:page-sessions', needs: 'session.view', show: ({ page }) => <SessionsPage page={page} /> },
  { id: 'consent', title: 'admin:page-consent', needs: 'window.view', show: ({ stores, seat }) => <ConsentPage store={stores.consents} seat={seat} /> },
  { id: 'keys', title: 'admin:page-keys', needs: 'key.change', show: ({ page }) => <KeysPage page={page} /> },
  { id: 'roster', title: 'admin:page-roster', needs: 'duty.view', show: ({ stores }) => <RosterPage store={stores.roster} /> },
  { id: 'audit', title: 'admin:page-audit', needs: 'audit.view', show: ({ stores, seat }) => <AuditTab stores={stores} seat={seat} /> },
  { id: 'health', title: 'admin:page-health', needs: 'health.view', show: ({ stores }) => <HealthPage stores={stores} /> },
];
