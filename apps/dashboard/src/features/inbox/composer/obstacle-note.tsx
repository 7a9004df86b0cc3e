import { Button, Text } from '@mantine/core';
import { IconLock, IconTemplate } from '@tabler/icons-react';
import type { Conversation } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/api/profile.ts';
import { LinkButton } from '../../../ui/router-link.tsx';
import type { Obstacle } from './composer-policy.ts';

export interface ObstacleNoteProps {
  obstacle: Obstacle;
  conversation: Conversation;
  onTemplate: () => void;
}

/** In the place of the text when nothing can be written: why, and what to do about it. */
export function ObstacleNote({ obstacle, conversation, onTemplate }: ObstacleNoteProps): ReactNode {
  const { t } = useTranslation();
  const maySeeNumber = useMay('instances:read');
  const isOfNumber = obstacle === 'notConnected' || obstacle === 'switchedOff';
  return (
    <div className="recado-composer-obstacle" role="note">
      <IconLock size={18} aria-hidden />
      <div>
        <Text size="sm" fw={600}>
          {t(`composer.obstacle.${obstacle}.title`)}
        </Text>
        <Text size="sm" c="dimmed">
          {t(`composer.obstacle.${obstacle}.body`)}
        </Text>
      </div>
      {obstacle === 'windowClosed' && (
        <Button size="xs" leftSection={<IconTemplate size={16} aria-hidden />} onClick={onTemplate}>
          {t('composer.template.choose')}
        </Button>
      )}
      {isOfNumber && maySeeNumber && (
        <LinkButton
          size="xs"
          variant="default"
          to="/numbers/$instanceId"
          params={{ instanceId: conversation.instanceId }}
        >
          {t('composer.openNumber')}
        </LinkButton>
      )}
    </div>
  );
}
