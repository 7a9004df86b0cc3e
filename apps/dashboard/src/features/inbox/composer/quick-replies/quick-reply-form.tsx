import { messageLimits } from '@recado/contracts';
import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useRef, useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../../../../lib/api/problem.ts';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { withInsertion } from '../writing/formatting-policy.ts';
import { useSaveQuickReply, type QuickReplyDraft } from './queries.ts';
import { filledReply, gaps, plainShortcut, type GapValues } from './quick-reply-policy.ts';

export interface QuickReplyFormProps {
  initial: QuickReplyDraft;
  gapValues: GapValues;
  onDone: () => void;
}

/** Writes a quick reply, with gaps for names, and shows how it reads in this conversation. */
export function QuickReplyForm({ initial, gapValues, onDone }: QuickReplyFormProps): ReactNode {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(initial);
  const field = useRef<HTMLTextAreaElement>(null);
  const save = useSaveQuickReply();
  const shortcut = plainShortcut(draft.shortcut);
  const canSave = shortcut !== '' && draft.text.trim() !== '';
  const faults = save.error === null ? undefined : failureOf(save.error).fields;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (canSave) save.mutate({ ...draft, shortcut }, { onSuccess: onDone });
  };
  const addGap = (gap: string): void => {
    const { selectionStart: from, selectionEnd: to } = field.current ?? {
      selectionStart: draft.text.length,
      selectionEnd: draft.text.length,
    };
    setDraft({ ...draft, text: withInsertion({ text: draft.text, from, to }, `{{${gap}}}`).text });
    field.current?.focus();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          data-autofocus
          label={t('composer.quickReplies.shortcut')}
          description={t('composer.quickReplies.shortcutHint')}
          leftSection="/"
          maxLength={33}
          value={draft.shortcut}
          error={faults?.get('shortcut')}
          onChange={({ currentTarget }) => setDraft({ ...draft, shortcut: currentTarget.value })}
        />
        <Textarea
          ref={field}
          label={t('composer.quickReplies.text')}
          autosize
          minRows={3}
          maxRows={10}
          maxLength={messageLimits.text}
          value={draft.text}
          error={faults?.get('text')}
          onChange={({ currentTarget }) => setDraft({ ...draft, text: currentTarget.value })}
        />
        <Group gap={6} role="group" aria-label={t('composer.quickReplies.gaps')}>
          {gaps.map((gap) => (
            <Button key={gap} variant="default" size="compact-xs" onClick={() => addGap(gap)}>
              {`{{${gap}}}`}
            </Button>
          ))}
        </Group>
        {draft.text.includes('{{') && (
          <Text size="sm" c="dimmed" className="recado-template-bubble-text">
            {t('composer.quickReplies.preview')} {filledReply(draft.text, gapValues)}
          </Text>
        )}
        {save.isError && <ErrorState error={save.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            {t('words.back')}
          </Button>
          <Button type="submit" disabled={!canSave} loading={save.isPending}>
            {t('words.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
