import './phone.css';
import { Button, Skeleton, Stack } from '@mantine/core';
import type { SandboxPhone } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../lib/api/profile.ts';
import { useLiveInvalidation } from '../../lib/live/live.ts';
import { ErrorState } from '../error-state.tsx';
import { CustomerName } from './customer-name.tsx';
import { FaultMenu } from './fault-menu.tsx';
import { PhoneChat } from './phone-chat.tsx';
import { PhoneComposer } from './phone-composer.tsx';
import { PhoneConduct } from './phone-conduct.tsx';
import {
  phoneEvents,
  phoneKeys,
  phoneQuery,
  usePhoneActions,
  type PhoneActions,
  type PhoneAddress,
} from './phone-queries.ts';

export interface PhoneProps extends PhoneAddress {
  /** What the customer calls the number. */
  businessName: string;
  /** Without what is set and ordered around it. */
  isPlain?: boolean;
}

/** The telephone of a simulated customer: what it shows, and what the customer does with it. */
export function Phone({ businessName, isPlain = false, ...address }: PhoneProps): ReactNode {
  const { t } = useTranslation();
  useLiveInvalidation(phoneEvents, phoneKeys, 250);
  const phone = useQuery(phoneQuery(address));
  if (phone.isPending)
    return <Skeleton className="recado-phone" role="status" aria-label={t('words.loading')} />;
  if (phone.data === undefined)
    return <ErrorState error={phone.error} onRetry={() => void phone.refetch()} />;
  return <PhoneInHand phone={phone.data} address={address} businessName={businessName} isPlain={isPlain} />;
}

interface PhoneInHandProps {
  phone: SandboxPhone;
  address: PhoneAddress;
  businessName: string;
  isPlain: boolean;
}

function PhoneInHand({ phone, address, businessName, isPlain }: PhoneInHandProps): ReactNode {
  const { t } = useTranslation();
  const actions = usePhoneActions(address);
  const mayAct = useMay('messages:send');
  const [replyTo, setReplyTo] = useState<string>();
  const isSet = mayAct && !isPlain;
  return (
    <Stack gap="md" align="center" className="recado-phone-around">
      {!isPlain && <CustomerName phone={phone} actions={actions} isReadOnly={!mayAct} />}
      <section
        className="recado-phone"
        aria-label={t('sandbox.phoneOf', { name: phone.name })}
        {...(!phone.isOnline && { 'data-off': '' })}
      >
        <header className="recado-phone-head">
          <span className="recado-phone-avatar" aria-hidden>
            {businessName.slice(0, 1).toUpperCase()}
          </span>
          <span className="recado-phone-who">
            <strong>{businessName}</strong>
            <span>{t(phone.isOnline ? 'sandbox.business' : 'sandbox.off')}</span>
          </span>
          {isSet && <FaultMenu address={address} actions={actions} />}
        </header>
        <PhoneChat phone={phone} address={address} actions={actions} onReply={setReplyTo} />
        {mayAct && (
          <>
            <OpenChat phone={phone} actions={actions} />
            <PhoneComposer
              phone={phone}
              actions={actions}
              replyTo={phone.messages.find(({ id }) => id === replyTo)}
              onReplyDone={() => setReplyTo(undefined)}
            />
          </>
        )}
      </section>
      {isSet && <PhoneConduct phone={phone} actions={actions} />}
    </Stack>
  );
}

/** For who reads only when the chat is opened: opens it. */
function OpenChat({ phone, actions }: { phone: SandboxPhone; actions: PhoneActions }): ReactNode {
  const { t } = useTranslation();
  const unread = phone.messages.filter(({ from, state }) => from === 'business' && state !== 'read').length;
  if (unread === 0 || phone.readsAutomatically) return null;
  return (
    <Button
      className="recado-phone-open"
      size="compact-sm"
      radius="xl"
      loading={actions.read.isPending}
      onClick={() => actions.read.mutate()}
    >
      {t('sandbox.read', { count: unread })}
    </Button>
  );
}
