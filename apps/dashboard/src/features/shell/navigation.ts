import type { Permission } from '@recado/sdk';
import {
  IconAddressBook,
  IconBuildingSkyscraper,
  IconDeviceMobile,
  IconHistory,
  IconInbox,
  IconLayoutDashboard,
  IconMessages,
  IconSettings,
  IconSpeakerphone,
  IconUserCog,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react';

/** The pages of the menu, in its order; a page that begins a group has some room above it. Who holds one of a page's permissions sees it. */
export const pages = [
  { name: 'overview', to: '/', icon: IconLayoutDashboard, permissions: ['statistics:read'], keys: 'g o' },
  { name: 'inbox', to: '/inbox', icon: IconInbox, permissions: ['conversations:read'], keys: 'g i' },
  { name: 'messages', to: '/messages', icon: IconMessages, permissions: ['messages:read'], keys: 'g m' },
  { name: 'contacts', to: '/contacts', icon: IconAddressBook, permissions: ['contacts:read'], keys: 'g c' },
  {
    name: 'broadcasts',
    to: '/broadcasts',
    icon: IconSpeakerphone,
    permissions: ['broadcasts:read'],
    keys: 'g b',
  },
  {
    name: 'numbers',
    to: '/numbers',
    icon: IconDeviceMobile,
    permissions: ['instances:read'],
    keys: 'g n',
    beginsGroup: true,
  },
  { name: 'agents', to: '/agents', icon: IconUserCog, permissions: ['agents:read'], keys: 'g a' },
  { name: 'webhooks', to: '/webhooks', icon: IconWebhook, permissions: ['webhooks:read'], keys: 'g w' },
  {
    name: 'logs',
    to: '/logs',
    icon: IconHistory,
    permissions: ['logs:read'],
    keys: 'g l',
    beginsGroup: true,
  },
  {
    name: 'people',
    to: '/people',
    icon: IconUsers,
    permissions: ['users:read', 'api_keys:read'],
    keys: 'g p',
  },
  { name: 'settings', to: '/settings', icon: IconSettings, permissions: ['settings:read'], keys: 'g s' },
  {
    name: 'platform',
    to: '/platform',
    icon: IconBuildingSkyscraper,
    permissions: ['tenants:read'],
    keys: 'g x',
  },
] as const satisfies readonly {
  name: string;
  to: string;
  icon: unknown;
  permissions: readonly Permission[];
  keys: string;
  beginsGroup?: boolean;
}[];

export type Page = (typeof pages)[number];

/** The pages that someone with these permissions may see. */
export const visiblePages = (held: readonly Permission[]): Page[] =>
  pages.filter(({ permissions }) => permissions.some((permission) => held.includes(permission)));
