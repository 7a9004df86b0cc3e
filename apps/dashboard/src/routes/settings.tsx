import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { sectionSearch } from '../features/settings/sections.ts';
import { loadPage } from './load-page.ts';
import { shellRoute } from './shell.tsx';

export const settingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings',
  validateSearch: sectionSearch,
  loader: () => loadPage('settings'),
  component: lazyRouteComponent(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
});
