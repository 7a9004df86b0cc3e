import { Text, Timeline } from '@mantine/core';
import type { MessageWithHistory } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import { statuses } from '../message-filters.ts';

type Step = MessageWithHistory['statuses'][number];

/** Everything that became of a message, when, and why. */
export function Course({ message }: { message: MessageWithHistory }): ReactNode {
  const { t } = useTranslation();
  if (message.statuses.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('messages.course.received')}
      </Text>
    );
  return (
    <Timeline active={message.statuses.length} bulletSize={12} lineWidth={2} color="gray.6">
      {message.statuses.map((step, place) => (
        <Timeline.Item
          key={`${step.status} ${step.at} ${String(place)}`}
          color={colorOf(step)}
          title={<Title step={step} isFirst={place === 0} />}
        >
          <When step={step} />
        </Timeline.Item>
      ))}
    </Timeline>
  );
}

const colors: Readonly<Record<string, string>> = {
  delivered: 'recado',
  read: 'recado',
  failed: 'red.7',
  expired: 'red.7',
  in_doubt: 'yellow.7',
};
const colorOf = ({ status }: Step): string => colors[status] ?? 'gray.6';

function Title({ step, isFirst }: { step: Step; isFirst: boolean }): ReactNode {
  const { t } = useTranslation();
  const own = ownWord(step, isFirst);
  const known = statuses.find((status) => status === step.status);
  const word = known === undefined ? step.status : t(`words.messageStatus.${known}`);
  return (
    <Text size="sm" fw={550} span>
      {own === undefined ? word : t(`messages.course.${own}`)}
    </Text>
  );
}

/** What a step is called where its status alone would not tell it from others. */
function ownWord({ status, details }: Step, isFirst: boolean): 'resent' | 'accepted' | 'taken' | undefined {
  if (details['resent'] === true) return 'resent';
  if (status === 'pending' && isFirst) return 'accepted';
  // The answer to our request; that it was sent is told by WhatsApp itself, sometimes before.
  return status === 'sent' && details['attempt'] !== undefined ? 'taken' : undefined;
}

function When({ step }: { step: Step }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { attempt } = step.details;
  return (
    <>
      <Text size="xs" c="dimmed">
        {format.instant(step.at)}
        {typeof attempt === 'number' &&
          ` · ${t('messages.course.attempt', { number: format.number(attempt) })}`}
      </Text>
      {step.error !== null && (
        <Text size="sm" c="var(--mantine-color-error)" className="recado-break">
          {step.error.detail ?? ''} <span className="recado-nowrap">({step.error.code})</span>
        </Text>
      )}
    </>
  );
}
