import { User, UserPage } from '@recado/contracts';
import { settled, settledWithDialog } from './browser.ts';
import type { DashboardScene } from './dashboard-scene.ts';
import type { Screen } from './screens.ts';

const EMAIL = 'bruna@example.com';

/** A developer who may do less than the role gives; the same one for every screen. */
async function developer({ client }: DashboardScene): Promise<string> {
  const { items } = UserPage.parse(await client.expect('GET', '/users?limit=100'));
  const known = items.find(({ email }) => email === EMAIL);
  if (known !== undefined) return known.id;
  const permissions = { add: ['users:read'], remove: ['webhooks:write'] };
  return User.parse(
    await client.expect('POST', '/users', {
      email: EMAIL,
      password: 'a long password',
      role: 'developer',
      permissions,
    }),
  ).id;
}

/** The screens of people and keys, for every tour. */
export const peopleScreens: Screen[] = [
  {
    name: 'people',
    path: async (scene) => {
      await developer(scene);
      return '/app/people';
    },
    ready: settled,
    alsoShot: { language: 'pt-BR', theme: 'light' },
  },
  {
    name: 'people-user',
    path: async (scene) => `/app/people?user=${await developer(scene)}`,
    ready: settledWithDialog,
    alsoShot: { language: 'pt-BR', theme: 'dark' },
  },
  {
    name: 'people-keys',
    path: async ({ client }) => {
      await client.expect('POST', '/api-keys', {
        name: 'CRM',
        permissions: ['messages:read', 'messages:send'],
      });
      return '/app/people?tab=keys';
    },
    ready: settled,
  },
  { name: 'people-roles', path: () => '/app/people?tab=roles', ready: settled },
  { name: 'people-me', path: () => '/app/people?tab=me', ready: settled },
];
