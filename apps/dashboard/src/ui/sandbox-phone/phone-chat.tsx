import type { SandboxPhone } from '@recado/sdk';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../lib/api/profile.ts';
import { PhoneBubble } from './phone-bubble.tsx';
import type { PhoneActions, PhoneAddress } from './phone-queries.ts';

interface PhoneChatProps {
  phone: SandboxPhone;
  address: PhoneAddress;
  actions: PhoneActions;
  onReply: (messageId: string) => void;
}

/** The chat, which stays at its end as a phone does. */
export function PhoneChat({ phone, address, actions, onReply }: PhoneChatProps): ReactNode {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const mayAct = useMay('messages:send');
  const last = phone.messages.at(-1)?.id;
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [last]);
  return (
    <div ref={list} className="recado-phone-chat" role="log" aria-label={t('sandbox.chat')} tabIndex={0}>
      {phone.messages.length === 0 && <p className="recado-phone-empty">{t('sandbox.empty')}</p>}
      {phone.messages.map((message) => (
        <PhoneBubble
          key={message.id}
          message={message}
          quoted={phone.messages.find(({ id }) => id === message.replyTo)}
          address={address}
          actions={mayAct ? actions : undefined}
          onReply={() => onReply(message.id)}
        />
      ))}
    </div>
  );
}
