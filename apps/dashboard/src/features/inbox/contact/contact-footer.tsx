import { Button, Group } from '@mantine/core';
import type { ContactDetails } from '@recado/sdk';
import { IconBan, IconExternalLink } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/api/profile.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { LinkButton } from '../../../ui/router-link.tsx';
import { useContactActions } from './contact-actions.ts';

/** Blocks a contact, and leads to the page where it can be merged or erased. */
export function ContactFooter({ contact }: { contact: ContactDetails }): ReactNode {
  const { t } = useTranslation();
  const { setBlocked } = useContactActions(contact);
  const [isAsking, setIsAsking] = useState(false);
  const mayWrite = useMay('contacts:write');
  const name = contact.name ?? contact.phoneNumber ?? t('inbox.nameless');
  return (
    <Group gap="xs">
      <LinkButton
        to="/contacts/$contactId"
        params={{ contactId: contact.id }}
        size="xs"
        variant="default"
        leftSection={<IconExternalLink size={14} aria-hidden />}
      >
        {t('inbox.contact.open')}
      </LinkButton>
      {mayWrite && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconBan size={14} aria-hidden />}
          loading={setBlocked.isPending}
          onClick={() => (contact.isBlocked ? setBlocked.mutate(false) : setIsAsking(true))}
        >
          {t(contact.isBlocked ? 'inbox.contact.unblock' : 'inbox.contact.block')}
        </Button>
      )}
      <ConfirmDialog
        title={t('inbox.contact.blockTitle', { name })}
        confirm={t('inbox.contact.block')}
        isOpen={isAsking}
        isBusy={setBlocked.isPending}
        isDangerous
        error={setBlocked.error}
        onConfirm={() => setBlocked.mutate(true, { onSuccess: () => setIsAsking(false) })}
        onClose={() => setIsAsking(false)}
      >
        {t('inbox.contact.blockBody')}
      </ConfirmDialog>
    </Group>
  );
}
