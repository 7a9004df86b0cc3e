import type { DashboardScene } from './dashboard-scene.ts';
import { settled } from './browser.ts';
import type { Screen } from './screens.ts';

const replies = [
  { shortcut: 'prazo', text: 'Olá, {{contact.firstName|cliente}}! A entrega leva até 3 dias úteis.' },
  { shortcut: 'endereco', text: 'Rua Augusta, 100, São Paulo. Abrimos de segunda a sexta, das 9h às 18h.' },
];

/** Quick replies that are made once, whoever asks first. */
async function withReplies({ client }: DashboardScene): Promise<string> {
  for (const reply of replies) {
    const { status } = await client.call('POST', '/quick-replies', reply);
    if (status !== 201 && status !== 409) throw new Error(`A quick reply was answered with ${status}`);
  }
  return '/app/settings?section=replies';
}

const section = (name: string): string => `/app/settings?section=${name}`;

/** Every section of the settings. */
export const settingsScreens: Screen[] = [
  { name: 'settings', path: () => '/app/settings', ready: settled },
  {
    name: 'settings-retention',
    path: () => section('retention'),
    ready: settled,
    alsoShot: { language: 'pt-BR', theme: 'dark' },
  },
  {
    name: 'settings-consent',
    path: () => section('consent'),
    ready: settled,
    alsoShot: { language: 'pt-BR', theme: 'light' },
  },
  { name: 'settings-replies', path: withReplies, ready: settled },
  { name: 'settings-hours', path: () => section('hours'), ready: settled },
  { name: 'settings-profile', path: () => section('profile'), ready: settled },
  { name: 'settings-appearance', path: () => section('appearance'), ready: settled },
  { name: 'settings-api', path: () => section('api'), ready: settled },
];
