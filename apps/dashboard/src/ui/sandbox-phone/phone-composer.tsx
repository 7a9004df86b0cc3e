import { ActionIcon, CloseButton, Menu } from '@mantine/core';
import type { SandboxPhone, SandboxPhoneMessage, SendFromSandboxPhone } from '@recado/sdk';
import { IconAddressBook, IconFile, IconMapPin, IconPhoto, IconPlus, IconSend2 } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { MOST_FILE_BYTES, outgoingFile } from './outgoing-file-policy.ts';
import type { PhoneActions } from './phone-queries.ts';
import { summaryOf } from './summary-policy.ts';

interface PhoneComposerProps {
  phone: SandboxPhone;
  actions: PhoneActions;
  replyTo: SandboxPhoneMessage | undefined;
  onReplyDone: () => void;
}

/** Where the customer writes. */
export function PhoneComposer({ phone, actions, replyTo, onReplyDone }: PhoneComposerProps): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const send = (): void => {
    if (text.trim() === '') return;
    const answered = replyTo && { replyTo: replyTo.id };
    actions.send.mutate({ type: 'text', text: text.trim(), ...answered });
    setText('');
    onReplyDone();
  };
  return (
    <div className="recado-phone-composer">
      {replyTo && (
        <div className="recado-phone-replying">
          <span>{summaryOf(replyTo) ?? t('sandbox.reply')}</span>
          <CloseButton size="sm" aria-label={t('words.cancel')} onClick={onReplyDone} />
        </div>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <AttachMenu onSend={(message) => actions.send.mutate(message)} />
        <input
          aria-label={t('sandbox.write', { name: phone.name })}
          placeholder={t('sandbox.placeholder', { name: phone.name })}
          value={text}
          maxLength={4_096}
          autoComplete="off"
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <ActionIcon
          type="submit"
          radius="xl"
          size={34}
          aria-label={t('sandbox.send')}
          disabled={text.trim() === ''}
        >
          <IconSend2 size={18} />
        </ActionIcon>
      </form>
    </div>
  );
}

function AttachMenu({ onSend }: { onSend: (message: SendFromSandboxPhone) => void }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const picker = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState('');
  const pick = (accept: string): void => {
    if (picker.current === null) return;
    picker.current.accept = accept;
    picker.current.click();
  };
  const attach = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const isTooLarge = file.size > MOST_FILE_BYTES;
    setProblem(isTooLarge ? t('sandbox.tooLarge', { size: format.bytes(MOST_FILE_BYTES) }) : '');
    if (!isTooLarge) onSend(await outgoingFile(file));
  };
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={t('sandbox.attach')}
        onChange={(event) => {
          void attach(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      <Menu position="top-start" shadow="md" width={220}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={34} radius="xl" aria-label={t('sandbox.attach')}>
            <IconPlus size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPhoto size={16} aria-hidden />}
            onClick={() => pick('image/jpeg,image/png,video/mp4,audio/*')}
          >
            {t('sandbox.attachMedia')}
          </Menu.Item>
          <Menu.Item leftSection={<IconFile size={16} aria-hidden />} onClick={() => pick('')}>
            {t('sandbox.attachDocument')}
          </Menu.Item>
          <Menu.Item leftSection={<IconMapPin size={16} aria-hidden />} onClick={() => onSend(samplePlace)}>
            {t('sandbox.attachPlace')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconAddressBook size={16} aria-hidden />}
            onClick={() => onSend(sampleContact)}
          >
            {t('sandbox.attachContact')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <span role="alert" className="recado-phone-problem">
        {problem}
      </span>
    </>
  );
}

const samplePlace: SendFromSandboxPhone = {
  type: 'location',
  latitude: -23.5505,
  longitude: -46.6333,
  name: 'Praça da Sé',
  address: 'São Paulo',
};
/** Of the range that is never given to anyone. */
const sampleContact: SendFromSandboxPhone = {
  type: 'contact',
  name: 'Bia Souza',
  phoneNumber: '+5511900000002',
};
