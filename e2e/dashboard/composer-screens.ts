import type { Page } from 'playwright-core';
import type { DashboardScene } from './dashboard-scene.ts';
import { pngFile } from './files.ts';
import { addCustomer, customerWrites } from './inbox-scene.ts';
import type { Screen } from './screens.ts';

const begun = new WeakMap<DashboardScene, Promise<string>>();

async function begin({ client }: DashboardScene): Promise<string> {
  const helena = await addCustomer(client, 'Helena Prado', 30);
  await customerWrites(client, helena, 'Oi! Vocês entregam em Santos? E quanto tempo leva?');
  for (const [shortcut, text] of [
    ['prazo', 'Olá, {{contact.firstName|cliente}}! A entrega leva até 3 dias úteis.'],
    ['pix', 'Nossa chave Pix é financeiro@example.com. Mande o comprovante por aqui, por favor.'],
    ['horario', 'Atendemos de segunda a sexta, das 9h às 18h.'],
  ])
    await client.expect('POST', '/quick-replies', { shortcut, text });
  return `/app/inbox/${helena.conversation.id}`;
}

/** A customer who asked something, begun once for all of these screens. */
function question(scene: DashboardScene): Promise<string> {
  const path = begun.get(scene) ?? begin(scene);
  begun.set(scene, path);
  return path;
}

const catalogue = Buffer.concat([
  Buffer.from('%PDF-1.4\n'),
  Buffer.alloc(480_000, ' '),
  Buffer.from('\n%%EOF\n'),
]);
const field = (page: Page) => page.locator('textarea[data-composer]');
const open = async (page: Page): Promise<void> => {
  await field(page).waitFor();
  await page
    .getByRole('region', { name: /^(Messages|Mensagens)$/ })
    .getByText('Vocês entregam em Santos?')
    .waitFor();
};
const ptBr = { language: 'pt-BR' } as const;

/** What is written, and what it is written with. */
export const composerScreens: Screen[] = [
  {
    name: 'composer',
    path: question,
    ready: async (page) => {
      await open(page);
      await field(page).fill('Entregamos, sim! *Em Santos* leva 2 dias úteis. Veja a nossa loja:');
      await page
        .locator('input[type=file]')
        .first()
        .setInputFiles([
          { name: 'loja.png', mimeType: 'image/png', buffer: pngFile() },
          { name: 'catalogo.pdf', mimeType: 'application/pdf', buffer: catalogue },
        ]);
      await page.locator('[data-step="uploaded"]').nth(1).waitFor();
    },
    alsoShot: { ...ptBr, theme: 'light' },
  },
  {
    name: 'composer-quick-replies',
    path: question,
    ready: async (page) => {
      await open(page);
      await field(page).fill('');
      await field(page).pressSequentially('/p');
      await page.getByRole('option', { name: /prazo/ }).waitFor();
    },
  },
  {
    name: 'composer-emoji',
    path: question,
    ready: async (page) => {
      await open(page);
      await field(page).fill('');
      await page.getByRole('button', { name: 'Emoji', exact: true }).click();
      await page.locator('.recado-emoji-grid button').first().waitFor();
    },
  },
  {
    name: 'composer-template',
    path: question,
    ready: async (page) => {
      await open(page);
      await page.getByRole('button', { name: /^(Send a template|Enviar um modelo)$/ }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /track_parcel/ })
        .click();
      await page.getByRole('dialog').getByRole('textbox').first().fill('BR 4471');
    },
    alsoShot: { ...ptBr, theme: 'dark' },
  },
  {
    name: 'composer-list',
    path: question,
    ready: async (page) => {
      await open(page);
      await page.getByRole('button', { name: /^(More to send|Mais para enviar)$/ }).click();
      await page.getByRole('menuitem', { name: /^(List|Lista)$/ }).click();
      await page.getByRole('dialog').getByRole('textbox').first().fill('Com que setor quer falar?');
    },
  },
];
