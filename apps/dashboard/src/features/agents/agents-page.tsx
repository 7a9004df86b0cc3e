import { Tabs } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../lib/api/numbers.ts';
import { useMay } from '../../lib/api/profile.ts';
import { NumberSelect } from '../../ui/number-select.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PermissionGate } from '../../ui/permission-gate.tsx';
import { LinkButton } from '../../ui/router-link.tsx';
import { agentFilters, views } from './agent-filters.ts';
import './agents.css';
import { Distribution } from './distribution/distribution.tsx';
import { Figures } from './figures/figures.tsx';
import { Team } from './team/team.tsx';

const route = getRouteApi('/shell/agents');

/** Who answers, how conversations find them, and what they did. */
export function AgentsPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('agents.title')} actions={<NewAgentButton />} />
      <PermissionGate permission="agents:read">
        <Views />
      </PermissionGate>
    </>
  );
}

function NewAgentButton(): ReactNode {
  const { t } = useTranslation();
  const { number } = route.useSearch();
  if (!useMay('agents:write')) return null;
  return (
    <LinkButton to="/agents/new" search={{ number }} leftSection={<IconPlus size={16} aria-hidden />}>
      {t('agents.new')}
    </LinkButton>
  );
}

function Views(): ReactNode {
  const { t } = useTranslation();
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const numbers = useNumbers();
  const { view = 'team', number, days = 7 } = filters;
  const mayReadFigures = useMay('statistics:read');
  const choose = (changed: Record<string, unknown>): void =>
    void navigate({ search: agentFilters({ ...filters, ...changed }), replace: true });
  // The chain is of one number: the first, until another is chosen.
  const ofChain = number ?? numbers?.[0]?.id;
  return (
    <Tabs value={view} onChange={(chosen) => choose({ view: chosen === 'team' ? undefined : chosen })}>
      <div className="recado-tabs-bar">
        <Tabs.List>
          {views
            .filter((one) => one !== 'figures' || mayReadFigures)
            .map((one) => (
              <Tabs.Tab key={one} value={one}>
                {t(`agents.views.${one}`)}
              </Tabs.Tab>
            ))}
        </Tabs.List>
        <NumberSelect
          value={view === 'distribution' ? ofChain : number}
          isOptional={view !== 'distribution'}
          onChange={(id) => choose({ number: id })}
        />
      </div>
      <Tabs.Panel value="team">{view === 'team' && <Team number={number} />}</Tabs.Panel>
      <Tabs.Panel value="distribution">
        {view === 'distribution' && <Distribution key={ofChain} number={ofChain} />}
      </Tabs.Panel>
      <Tabs.Panel value="figures">
        {view === 'figures' && (
          <Figures number={number} days={days} onChoose={(chosen) => choose({ days: chosen })} />
        )}
      </Tabs.Panel>
    </Tabs>
  );
}
