import { ActionIcon, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { replaced, without } from '../../reorder-policy.ts';
import { useFaultAt, useIsReadOnly } from '../form.ts';
import { partsOf, replyOf, type Reply, type ReplyPart } from './bot-draft.ts';

const MOST_PARTS = 5;

export interface ReplyEditorProps {
  label: string;
  description?: string;
  path: string;
  value: Reply | undefined;
  onChange: (reply: Reply | undefined) => void;
  minRows?: number;
}

/** What is said: a text, or several messages in their order. Messages that are no text are shown, and written as JSON. */
export function ReplyEditor(props: ReplyEditorProps): ReactNode {
  const { t } = useTranslation();
  const { label, description, path, value, onChange, minRows = 2 } = props;
  const faultAt = useFaultAt();
  const isReadOnly = useIsReadOnly();
  const parts = partsOf(value);
  const shown = parts.length === 0 ? [''] : parts;
  const change = (next: ReplyPart[]): void =>
    onChange(next.every((part) => part === '') ? undefined : replyOf(next));
  return (
    <Stack gap={6}>
      {shown.map((part, index) =>
        typeof part === 'string' ? (
          <Group key={index} gap={4} align="flex-end" wrap="nowrap">
            <Textarea
              flex={1}
              label={index === 0 ? label : t('agents.bot.reply.next', { name: label, place: index + 1 })}
              description={index === 0 ? description : undefined}
              value={part}
              readOnly={isReadOnly}
              autosize
              minRows={minRows}
              maxRows={10}
              error={faultAt(path) ?? faultAt(`${path}.${String(index)}`)}
              onChange={({ currentTarget }) => change(replaced(shown, index, currentTarget.value))}
            />
            {shown.length > 1 && !isReadOnly && (
              <RemovePart place={index + 1} onRemove={() => change(without(shown, index))} />
            )}
          </Group>
        ) : (
          <Group key={index} gap={4} wrap="nowrap" justify="space-between">
            <Text size="sm" c="dimmed">
              {t('agents.bot.reply.otherMessage', { name: label, type: part.type })}
            </Text>
            {!isReadOnly && <RemovePart place={index + 1} onRemove={() => change(without(shown, index))} />}
          </Group>
        ),
      )}
      {!isReadOnly && parts.length > 0 && parts.length < MOST_PARTS && parts.at(-1) !== '' && (
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          style={{ alignSelf: 'flex-start' }}
          onClick={() => onChange(replyOf([...parts, '']))}
        >
          {t('agents.bot.reply.add')}
        </Button>
      )}
    </Stack>
  );
}

function RemovePart({ place, onRemove }: { place: number; onRemove: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={t('agents.bot.reply.remove', { place })}
      onClick={onRemove}
    >
      <IconX size={16} />
    </ActionIcon>
  );
}
