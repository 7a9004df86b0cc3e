import { Text } from '@mantine/core';
import type { HeldLane } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { shortUrl } from '../../lib/short-url.ts';

const known = [
  'send',
  'inbound',
  'webhook',
  'session',
  'automation',
  'broadcast',
  'distribution',
  'media',
  'consent',
  'broker',
  'webhook-replay',
] as const;

/** What kind of work a lane does, in words. */
export function LaneKind({ kind }: { kind: string }): ReactNode {
  const { t } = useTranslation();
  const name = known.find((word) => word === kind);
  return (
    <Text size="sm" fw={550} span>
      {name === undefined ? kind : t(`platform.kinds.${name}`)}
    </Text>
  );
}

/** What a lane serves, and of which tenant it is. */
export function Subject({ lane }: { lane: Pick<HeldLane, 'kind' | 'id' | 'name' | 'tenant'> }): ReactNode {
  const name = lane.name ?? lane.id;
  return (
    <>
      <Text size="sm" className="recado-break" title={name}>
        {lane.kind.startsWith('webhook') ? shortUrl(name) : name}
      </Text>
      {lane.tenant !== null && (
        <Text size="xs" c="dimmed">
          {lane.tenant.name}
        </Text>
      )}
    </>
  );
}
