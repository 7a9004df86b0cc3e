import { User } from '@recado/contracts';
import { settled } from './browser.ts';
import type { DashboardScene } from './dashboard-scene.ts';
import type { Screen } from './screens.ts';

const changed = new WeakMap<DashboardScene, Promise<string>>();

/** A user who was made and changed, once for all screens. Gives the id. */
function changedUser(scene: DashboardScene): Promise<string> {
  const user = changed.get(scene) ?? changeUser(scene);
  changed.set(scene, user);
  return user;
}

async function changeUser({ client }: DashboardScene): Promise<string> {
  const email = 'caio@example.com';
  const { id } = User.parse(
    await client.expect('POST', '/users', { email, password: 'a long password', role: 'viewer' }),
  );
  await client.expect('PATCH', `/users/${id}`, {
    role: 'developer',
    password: 'another long password',
    permissions: { add: [], remove: ['webhooks:write'] },
  });
  return id;
}

/** The screens of the audit log, for every tour. */
export const logScreens: Screen[] = [
  {
    name: 'logs',
    path: async (scene) => {
      await changedUser(scene);
      return '/app/logs';
    },
    ready: settled,
    alsoShot: { language: 'pt-BR', theme: 'light' },
  },
  {
    name: 'log-entry',
    path: async (scene) => `/app/logs?resourceType=user&resourceId=${await changedUser(scene)}`,
    ready: async (page) => {
      await settled(page);
      await page
        .getByRole('button', { name: /^(Details of|Detalhes de) / })
        .first()
        .click();
      await page.getByRole('dialog').waitFor();
    },
    alsoShot: { language: 'pt-BR', theme: 'dark' },
  },
];
