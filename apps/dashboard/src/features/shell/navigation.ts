import type { Permission } from '@recado/sdk';
import { IconDeviceMobile, IconLayoutDashboard } from '@tabler/icons-react';

/** The pages of the menu, in its order, with what a person needs to see each. */
export const pages = [
  { name: 'overview', to: '/', icon: IconLayoutDashboard, permission: 'statistics:read', keys: 'g o' },
  { name: 'numbers', to: '/numbers', icon: IconDeviceMobile, permission: 'instances:read', keys: 'g n' },
] as const satisfies readonly {
  name: string;
  to: string;
  icon: unknown;
  permission: Permission;
  keys: string;
}[];

export type Page = (typeof pages)[number];

/** The pages that someone with these permissions may see. */
export const visiblePages = (permissions: readonly Permission[]): Page[] =>
  pages.filter(({ permission }) => permissions.includes(permission));
