import { createRoute } from '@tanstack/react-router';
import { sectionSearch } from '../features/settings/sections.ts';
import { lazyPage, loadPage } from './load-page.ts';
import { shellRoute } from './shell.tsx';

export const settingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings',
  validateSearch: sectionSearch,
  loader: () => loadPage('settings'),
  component: lazyPage(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
});
