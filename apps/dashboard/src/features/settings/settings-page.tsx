import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useProfile } from '../../lib/api/profile.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { PermissionGate } from '../../ui/permission-gate.tsx';
import { ApiSection } from './api-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { ConsentSection } from './consent/consent-section.tsx';
import { HoursSection } from './hours-section.tsx';
import { ProfileSection } from './profile-section.tsx';
import { RepliesSection } from './replies/replies-section.tsx';
import { RetentionSection } from './retention/retention-section.tsx';
import { sections, type SectionName } from './sections.ts';
import './settings.css';
import { TenantSection } from './tenant-section.tsx';

const route = getRouteApi('/shell/settings');

const contents: Readonly<Record<SectionName, () => ReactNode>> = {
  tenant: TenantSection,
  retention: RetentionSection,
  consent: ConsentSection,
  replies: RepliesSection,
  hours: HoursSection,
  profile: ProfileSection,
  appearance: AppearanceSection,
  api: ApiSection,
};

/** What holds for the whole tenant, and for oneself, a section at a time. */
export function SettingsPage(): ReactNode {
  const { t } = useTranslation();
  const { section = 'tenant' } = route.useSearch();
  const Content = contents[section];
  return (
    <>
      <PageHeader title={t('settings.title')} />
      <div className="recado-settings">
        <Sections />
        <div>
          {sections
            .filter(({ name }) => name === section)
            .map(({ permission }) => (
              <PermissionGate key={section} permission={permission}>
                <Content />
              </PermissionGate>
            ))}
        </div>
      </div>
    </>
  );
}

function Sections(): ReactNode {
  const { t } = useTranslation();
  const held = useProfile()?.permissions ?? [];
  return (
    <nav className="recado-sections" aria-label={t('settings.sections')}>
      {sections
        .filter(({ permission }) => held.includes(permission))
        .map(({ name }) => (
          <Link
            key={name}
            to="/settings"
            search={name === 'tenant' ? {} : { section: name }}
            className="recado-nav-link"
            activeOptions={{ exact: true }}
          >
            {t(`settings.names.${name}`)}
          </Link>
        ))}
    </nav>
  );
}
