import { Text, TextInput } from '@mantine/core';
import type { SandboxPhone } from '@recado/sdk';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneActions } from './phone-queries.ts';

interface CustomerNameProps {
  phone: SandboxPhone;
  actions: PhoneActions;
  isReadOnly: boolean;
}

/** Whose phone it is; the name is written on leaving the field or with Enter. */
export function CustomerName({ phone, actions, isReadOnly }: CustomerNameProps): ReactNode {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string>();
  const keep = (): void => {
    const name = typed?.trim() ?? '';
    if (name !== '' && name !== phone.name) actions.change.mutate({ name });
    setTyped(undefined);
  };
  return (
    <div className="recado-phone-customer">
      <TextInput
        aria-label={t('sandbox.name')}
        size="sm"
        variant="unstyled"
        value={typed ?? phone.name}
        maxLength={100}
        readOnly={isReadOnly}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
      <Text size="xs" c="dimmed">
        {phone.phoneNumber}
      </Text>
    </div>
  );
}
