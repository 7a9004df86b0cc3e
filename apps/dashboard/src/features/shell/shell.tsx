import { ActionIcon, Group } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconMenu2, IconSearch } from '@tabler/icons-react';
import { useMatches } from '@tanstack/react-router';
import { Suspense, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyPart } from '../../lib/parts/load-part.ts';
import { useProfile } from '../../lib/api/profile.ts';
import { startLive } from '../../lib/live/live.ts';
import { useHotkeySequences } from '../../lib/use-hotkey-sequences.ts';
import { Deferred } from '../../ui/deferred.tsx';
import { Logo } from '../../ui/logo.tsx';
import { useCommands } from './commands.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { Sidebar } from './sidebar.tsx';

const MenuDrawer = lazyPart(() => import('./menu-drawer.tsx'), 'MenuDrawer');
const CommandPalette = lazyPart(() => import('./command-palette.tsx'), 'CommandPalette');
const KeysDialog = lazyPart(() => import('./keys-dialog.tsx'), 'KeysDialog');

const PresenceKeeper = lazyPart(() => import('./presence-keeper.tsx'), 'PresenceKeeper');

type Open = 'menu' | 'palette' | 'keys' | undefined;

/** What is around every page: the menu, the palette, the keys, and the news of the connection. */
export function Shell({ children }: { children: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const profile = useProfile();
  const [open, setOpen] = useState<Open>();
  const close = useCallback(() => setOpen(undefined), []);
  const showPalette = useCallback(() => setOpen('palette'), []);
  const fillsWindow = useMatches({
    select: (matches) => matches.some(({ staticData }) => staticData.fillsWindow === true),
  });
  const commands = useCommands(useCallback(() => setOpen('keys'), []));
  useEffect(startLive, []);
  useHotkeys([['mod+K', showPalette]], []);
  useHotkeySequences(
    useMemo(
      () =>
        Object.fromEntries(commands.flatMap(({ keys, run }) => (keys === undefined ? [] : [[keys, run]]))),
      [commands],
    ),
  );
  return (
    <div className="recado-shell" {...(fillsWindow && { 'data-fills-window': '' })}>
      <a className="recado-skip" href="#main">
        {t('shell.skip')}
      </a>
      <header className="recado-topbar">
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('shell.openMenu')}
          onClick={() => setOpen('menu')}
        >
          <IconMenu2 size={20} />
        </ActionIcon>
        <Logo />
        <Group ml="auto">
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('shell.commands.open')}
            onClick={showPalette}
          >
            <IconSearch size={20} />
          </ActionIcon>
        </Group>
      </header>
      <aside className="recado-sidebar">
        <Sidebar onSearch={showPalette} />
      </aside>
      <main id="main" tabIndex={-1} className="recado-main">
        <ConnectionBanner />
        <Deferred>{children}</Deferred>
      </main>
      <Suspense>
        {profile?.type === 'user' && <PresenceKeeper userId={profile.id} />}
        {open === 'menu' && <MenuDrawer onSearch={showPalette} onClose={close} />}
        {open === 'palette' && <CommandPalette commands={commands} onClose={close} />}
        {open === 'keys' && <KeysDialog commands={commands} onClose={close} />}
      </Suspense>
    </div>
  );
}
