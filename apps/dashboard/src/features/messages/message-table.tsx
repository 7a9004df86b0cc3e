import { Group, Table, Text, Tooltip } from '@mantine/core';
import type { FoundMessage, Instance, MessageSnippet, MessageWithContact } from '@recado/sdk';
import { IconArrowDownLeft, IconArrowUpRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../lib/api/numbers.ts';
import { useFormat } from '../../lib/format.ts';
import { useMessageReason } from '../../lib/use-message-reason.ts';
import { useNow } from '../../lib/use-now.ts';
import { ListTable } from '../../ui/list-table.tsx';
import { MessageStatus } from '../../ui/message-status.tsx';
import { TextLink } from '../../ui/router-link.tsx';
import { contactOf, textOfMessage } from './message-text.ts';
import { markedParts } from './snippet-policy.ts';

type Row = MessageWithContact & Partial<Pick<FoundMessage, 'snippet'>>;

/** A table on a wide screen, a card for each message on a narrow one. Each row leads to its details. */
export function MessageTable({ messages }: { messages: readonly Row[] }): ReactNode {
  const { t } = useTranslation();
  const nowMs = useNow(30_000);
  const numbers = useNumbers();
  return (
    <ListTable
      columns={[
        t('messages.columns.contact'),
        t('messages.columns.message'),
        t('words.number'),
        t('messages.columns.status'),
        t('messages.columns.at'),
      ]}
      spacing="xs"
      className="recado-messages"
    >
      {messages.map((message) => (
        <MessageRow
          key={message.id}
          message={message}
          number={numbers?.find(({ id }) => id === message.instanceId)}
          nowMs={nowMs}
        />
      ))}
    </ListTable>
  );
}

interface MessageRowProps {
  message: Row;
  number: Instance | undefined;
  nowMs: number;
}

function MessageRow({ message, number, nowMs }: MessageRowProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const reasonOf = useMessageReason();
  const Arrow = message.direction === 'inbound' ? IconArrowDownLeft : IconArrowUpRight;
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap={8} wrap="nowrap">
          <Arrow
            size={16}
            color={`var(--recado-${message.direction})`}
            aria-label={t(`messages.direction.${message.direction}`)}
            role="img"
          />
          <Contact message={message} />
        </Group>
      </Table.Td>
      <Table.Td className="recado-messages-text" data-label={t(`words.messageType.${message.message.type}`)}>
        <Preview message={message} />
      </Table.Td>
      <Table.Td data-label={t('words.number')}>
        <Text size="sm" c="dimmed" truncate>
          {number?.name ?? '–'}
        </Text>
      </Table.Td>
      <Table.Td data-label={t('messages.columns.status')}>
        <MessageStatus status={message.status} />
        {message.error !== null && (
          <Text size="xs" c="var(--mantine-color-error)" lineClamp={1} maw={240}>
            {reasonOf(message.error)}
          </Text>
        )}
      </Table.Td>
      <Table.Td data-label={t('messages.columns.at')}>
        <Tooltip label={format.instant(message.createdAt)}>
          <Text size="sm" c="dimmed" span className="recado-nowrap">
            {format.ago(message.createdAt, nowMs)}
          </Text>
        </Tooltip>
      </Table.Td>
    </Table.Tr>
  );
}

/** Who is at the other end, which leads to the message. */
function Contact({ message }: { message: Row }): ReactNode {
  const { name } = message.contact;
  const address = contactOf(message);
  return (
    <div className="recado-messages-contact">
      <TextLink
        className="recado-row-link recado-truncate"
        to="/messages/$messageId"
        params={{ messageId: message.id }}
        search
        size="sm"
        fw={550}
        underline="never"
        c="var(--mantine-color-text)"
      >
        {name ?? address}
      </TextLink>
      {name !== null && (
        <Text size="xs" c="dimmed" className="recado-nowrap">
          {address}
        </Text>
      )}
    </div>
  );
}

function Preview({ message }: { message: Row }): ReactNode {
  const { t } = useTranslation();
  const { type } = message.message;
  const text = textOfMessage(message.message);
  return (
    <Text size="sm" truncate>
      {type !== 'text' && (
        <Text span c="dimmed" size="sm" visibleFrom="md">
          {t(`words.messageType.${type}`)}
          {text !== undefined && ' · '}
        </Text>
      )}
      {message.snippet === undefined ? (text ?? '') : <Snippet snippet={message.snippet} />}
    </Text>
  );
}

function Snippet({ snippet }: { snippet: MessageSnippet }): ReactNode {
  return markedParts(snippet).map(({ text, isMarked, start }) =>
    isMarked ? <mark key={start}>{text}</mark> : <span key={start}>{text}</span>,
  );
}
