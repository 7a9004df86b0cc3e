import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../lib/parts/load-part.ts';
import { sectionSearch } from '../features/settings/sections.ts';
import { loadTexts } from '../lib/i18n/i18n.ts';
import { shellRoute } from './shell.tsx';

export const settingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings',
  validateSearch: sectionSearch,
  loader: () => loadTexts('settings'),
  component: lazyPart(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
});
