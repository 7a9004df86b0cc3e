import { Button, Group, Modal, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { sendMessage } from '@recado/sdk';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { useNumbers } from '../../../lib/api/numbers.ts';
import { call } from '../../../lib/api/problem.ts';
import { useTell } from '../../../lib/tell.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { NumberSelect } from '../../../ui/number-select.tsx';
import { FileField } from '../../../ui/templates/file-field.tsx';
import { TemplateEditor } from '../../../ui/templates/template-editor.tsx';
import { contentOf, emptySendDraft, sendFaults, sendKinds, type SendDraft } from './send-policy.ts';

/** Sends the draft; the same key for each try at the same draft, so that none is sent twice. */
function useSend(onSent: () => void) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const tell = useTell();
  const [key, setKey] = useState(() => crypto.randomUUID());
  const send = useMutation({
    mutationFn: ({ draft, idempotencyKey }: { draft: SendDraft; idempotencyKey: string }) => {
      const message = contentOf(draft);
      if (message === undefined || draft.instanceId === undefined)
        throw new Error('A draft that lacks something was sent');
      const body = { instanceId: draft.instanceId, recipient: draft.recipient.trim(), message };
      return call(sendMessage({ client, headers: { 'Idempotency-Key': idempotencyKey }, body }));
    },
    onSuccess: async ({ id }) => {
      tell.done(t('messages.send.accepted'));
      onSent();
      await navigate({ to: '/messages/$messageId', params: { messageId: id }, search: {} });
    },
  });
  return {
    ...send,
    send: (draft: SendDraft) => send.mutate({ draft, idempotencyKey: key }),
    changed: () => {
      setKey(crypto.randomUUID());
      send.reset();
    },
  };
}

/** One message by hand, to see what the API makes of it; what becomes of it is shown at once. */
export function SendDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const numbers = useNumbers();
  const [draft, setDraft] = useState(emptySendDraft);
  const [isStrict, setStrict] = useState(false);
  const { send, changed, isPending, error } = useSend(onClose);
  const instanceId = draft.instanceId ?? (numbers?.length === 1 ? numbers[0]?.id : undefined);
  const complete = { ...draft, instanceId };
  const faults = sendFaults(complete);
  const change = (part: Partial<SendDraft>): void => {
    setDraft({ ...complete, ...part });
    changed();
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setStrict(true);
    if (faults.size === 0) send(complete);
  };
  const faultOf = (fault: 'number' | 'recipient' | 'text' | 'file' | 'json'): string | undefined =>
    isStrict && faults.has(fault) ? t(`messages.send.fault.${fault}`) : undefined;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('messages.send.title')}
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <div className="recado-fields">
            <NumberSelect
              label={t('words.number')}
              value={instanceId}
              isOptional={false}
              error={faultOf('number')}
              onChange={(id) => change({ instanceId: id, template: undefined })}
            />
            <TextInput
              data-autofocus
              label={t('messages.send.recipient')}
              placeholder="+5511999999999"
              autoComplete="off"
              value={draft.recipient}
              error={faultOf('recipient')}
              onChange={({ currentTarget }) => change({ recipient: currentTarget.value })}
            />
          </div>
          <NativeSelect
            label={t('messages.filters.type')}
            value={draft.kind}
            onChange={({ currentTarget }) =>
              change({ kind: sendKinds.find((kind) => kind === currentTarget.value) ?? 'text' })
            }
            data={sendKinds.map((value) => ({
              value,
              label: value === 'json' ? t('messages.send.json') : t(`words.messageType.${value}`),
            }))}
          />
          <ContentFields draft={complete} change={change} faultOf={faultOf} isStrict={isStrict} />
          {error !== null && <ErrorState error={error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('words.cancel')}
            </Button>
            <Button type="submit" loading={isPending}>
              {t('messages.send.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface ContentFieldsProps {
  draft: SendDraft;
  change: (part: Partial<SendDraft>) => void;
  faultOf: (fault: 'text' | 'file' | 'json') => string | undefined;
  isStrict: boolean;
}

function ContentFields({ draft, change, faultOf, isStrict }: ContentFieldsProps): ReactNode {
  const { t } = useTranslation();
  const { kind, instanceId } = draft;
  if (kind === 'text')
    return (
      <Textarea
        label={t('words.messageType.text')}
        autosize
        minRows={3}
        maxRows={10}
        value={draft.text}
        error={faultOf('text')}
        onChange={({ currentTarget }) => change({ text: currentTarget.value })}
      />
    );
  if (kind === 'json')
    return (
      <Textarea
        label={t('messages.send.jsonLabel')}
        autosize
        minRows={5}
        maxRows={16}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
        value={draft.json}
        error={faultOf('json')}
        onChange={({ currentTarget }) => change({ json: currentTarget.value })}
      />
    );
  if (kind === 'template')
    return instanceId === undefined ? null : (
      <TemplateEditor
        instanceId={instanceId}
        draft={draft.template}
        isStrict={isStrict}
        onChange={(template) => change({ template })}
      />
    );
  return (
    <>
      <FileField
        key={kind}
        label={t('messages.send.file')}
        kind={kind}
        instanceId={instanceId ?? ''}
        value={draft.file}
        error={faultOf('file')}
        onChange={(file) => change({ file })}
      />
      <TextInput
        label={t('messages.send.caption')}
        value={draft.caption}
        onChange={({ currentTarget }) => change({ caption: currentTarget.value })}
      />
    </>
  );
}
