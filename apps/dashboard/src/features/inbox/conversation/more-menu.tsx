import { ActionIcon, Menu } from '@mantine/core';
import type { Conversation } from '@recado/sdk';
import { IconArrowsRightLeft, IconDots, IconHelp, IconRobot, IconTag } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/api/profile.ts';
import type { OpenTool } from './tools.ts';

export interface MoreMenuProps {
  conversation: Conversation;
  onChoose: (tool: OpenTool) => void;
}

/** What is done with a conversation now and then. */
export function MoreMenu({ conversation, onChoose }: MoreMenuProps): ReactNode {
  const { t } = useTranslation();
  const mayWrite = useMay('conversations:write');
  const isClosed = conversation.status === 'closed';
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('inbox.actions.more')}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayWrite && (
          <>
            <Menu.Item
              leftSection={<IconArrowsRightLeft size={16} />}
              disabled={isClosed}
              onClick={() => onChoose('transfer')}
            >
              {t('inbox.actions.transfer')}
            </Menu.Item>
            <Menu.Item leftSection={<IconTag size={16} />} onClick={() => onChoose('labels')}>
              {t('inbox.actions.labels')}
            </Menu.Item>
            <Menu.Divider />
          </>
        )}
        <Menu.Item leftSection={<IconHelp size={16} />} onClick={() => onChoose('why')}>
          {t('inbox.actions.why')}
        </Menu.Item>
        <Menu.Item leftSection={<IconRobot size={16} />} onClick={() => onChoose('turns')}>
          {t('inbox.actions.turns')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
