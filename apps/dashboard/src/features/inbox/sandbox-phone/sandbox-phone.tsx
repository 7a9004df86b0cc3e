import { ActionIcon, Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { Conversation } from '@recado/sdk';
import { IconDeviceMobileOff, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../../lib/api/numbers.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Phone } from '../../../ui/sandbox-phone/phone.tsx';

interface SandboxPhoneProps {
  conversation: Conversation;
  onClose: () => void;
}

/** The telephone of the simulated customer of a sandbox number's conversation: beside it where there is room, else over it. */
export function SandboxPhone({ conversation, onClose }: SandboxPhoneProps): ReactNode {
  const { t } = useTranslation();
  const hasRoom = useMediaQuery('(min-width: 80em)', undefined, { getInitialValueInEffect: false });
  const phone = <PhoneOf conversation={conversation} />;
  if (!hasRoom)
    return (
      <Drawer
        opened
        onClose={onClose}
        position="right"
        size="sm"
        title={t('sandbox.title')}
        closeButtonProps={{ 'aria-label': t('words.close') }}
      >
        {phone}
      </Drawer>
    );
  return (
    <aside className="recado-side recado-side-phone" aria-label={t('sandbox.title')}>
      <div className="recado-side-head">
        <h2>{t('sandbox.title')}</h2>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('words.close')} onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      <div className="recado-side-body">{phone}</div>
    </aside>
  );
}

function PhoneOf({ conversation: { instanceId, contact } }: { conversation: Conversation }): ReactNode {
  const { t } = useTranslation();
  const number = useNumbers()?.find(({ id }) => id === instanceId);
  if (contact.phoneNumber === null)
    return (
      <EmptyState
        icon={<IconDeviceMobileOff size={28} />}
        title={t('sandbox.noPhone.title')}
        body={t('sandbox.noPhone.body')}
      />
    );
  return (
    <Phone
      key={contact.phoneNumber}
      instanceId={instanceId}
      phoneNumber={contact.phoneNumber}
      businessName={number?.name ?? ''}
    />
  );
}
