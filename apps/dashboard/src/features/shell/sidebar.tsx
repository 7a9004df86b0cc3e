import { Kbd, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useProfile } from '../../lib/api/profile.ts';
import { Logo } from '../../ui/logo.tsx';
import { Account } from './account.tsx';
import { LiveBadge } from './live-badge.tsx';
import { visiblePages } from './navigation.ts';

export interface SidebarProps {
  onSearch: () => void;
  /** After a page was chosen, for the menu of a narrow screen to close. */
  onChosen?: () => void;
}

/** The menu: search, the pages that the person may see, the state of the live connection, the account. */
export function Sidebar({ onSearch, onChosen }: SidebarProps): ReactNode {
  const { t } = useTranslation();
  const profile = useProfile();
  return (
    <Stack h="100%" gap="md" className="recado-sidebar-content">
      <div className="recado-sidebar-head">
        <Logo />
        {profile !== undefined && (
          <Text size="xs" c="dimmed" truncate mt={4} className="recado-label">
            {profile.tenant.name}
          </Text>
        )}
      </div>
      <UnstyledButton className="recado-search" onClick={onSearch}>
        <IconSearch size={16} aria-hidden />
        <span className="recado-label">{t('shell.commands.search')}</span>
        <Kbd size="xs" className="recado-label">
          Ctrl K
        </Kbd>
      </UnstyledButton>
      <nav className="recado-nav" aria-label={t('shell.menu')}>
        <Stack gap={2}>
          {visiblePages(profile?.permissions ?? []).map(({ name, to, icon: Icon, ...page }) => (
            <Link
              key={name}
              to={to}
              className="recado-nav-link"
              title={t(`shell.navigation.${name}`)}
              data-begins-group={'beginsGroup' in page}
              activeOptions={{ exact: to === '/', includeSearch: false }}
              onClick={onChosen}
            >
              <Icon size={18} aria-hidden />
              <span className="recado-label">{t(`shell.navigation.${name}`)}</span>
            </Link>
          ))}
        </Stack>
      </nav>
      <Stack mt="auto" gap="xs">
        <LiveBadge />
        {profile !== undefined && <Account profile={profile} />}
      </Stack>
    </Stack>
  );
}
