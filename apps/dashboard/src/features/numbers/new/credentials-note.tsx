import { Group, Loader, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../../../lib/api/problem.ts';
import { isOtherNumber, refusals } from './credentials-test-policy.ts';
import type { NewNumber } from './new-number-policy.ts';
import type { CredentialsState } from './use-credentials-test.ts';

export interface CredentialsNoteProps {
  number: NewNumber;
  state: CredentialsState;
}

/** What Meta says of the credentials, told as it changes. */
export function CredentialsNote({ number, state }: CredentialsNoteProps): ReactNode {
  const said = useWords(number, state);
  return (
    <Group role="status" gap="xs" wrap="nowrap" align="flex-start" mih={22}>
      {state.kind === 'testing' && <Loader size={16} mt={2} aria-hidden />}
      {said.tone === 'good' && <IconCircleCheck size={18} color="var(--recado-inbound)" aria-hidden />}
      {said.tone === 'bad' && <IconAlertTriangle size={18} color="var(--recado-warning)" aria-hidden />}
      <Text size="sm" flex={1} c={said.tone === undefined ? 'dimmed' : undefined}>
        {said.text}
      </Text>
    </Group>
  );
}

function useWords(number: NewNumber, state: CredentialsState): { text: string; tone?: 'good' | 'bad' } {
  const { t } = useTranslation();
  switch (state.kind) {
    case 'incomplete':
      return { text: t('numbers.test.incomplete') };
    case 'testing':
      return { text: t('numbers.test.testing') };
    case 'failed': {
      const { code, detail } = failureOf(state.error);
      return { tone: 'bad', text: detail ?? t(`problems.${code}.title`) };
    }
    case 'told': {
      const { result } = state;
      const { displayName, phoneNumber } = result;
      const refused = refusals(result).map(({ field }) => t(`numbers.wizard.${field}`));
      if (refused.length > 0)
        return { tone: 'bad', text: t('numbers.test.refused', { fields: refused.join(', ') }) };
      if (!result.ok) return { tone: 'bad', text: t('numbers.test.notTold') };
      if (isOtherNumber(number, result))
        return { tone: 'bad', text: t('numbers.test.other', { phoneNumber }) };
      const found = [displayName, phoneNumber].filter((part) => part !== null).join(', ');
      return { tone: 'good', text: t('numbers.test.right', { found }) };
    }
  }
}
