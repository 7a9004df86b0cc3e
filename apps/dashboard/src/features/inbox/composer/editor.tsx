import type { Conversation, Message, OutboundContent } from '@recado/sdk';
import { messageLimits } from '@recado/contracts';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallFailed } from '../../../lib/api/problem.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { isCaption, messagesOf, type ReadyFile } from './attachments/attachment-messages.ts';
import type { Attachment } from './attachments/attachment.ts';
import { Tray } from './attachments/tray.tsx';
import { useAttachments } from './attachments/use-attachments.ts';
import { useDrop } from './attachments/use-drop.ts';
import { Counter } from './counter.tsx';
import { useEmojiSuggestions } from './emoji/use-emoji-suggestions.tsx';
import { ReplyBar } from './reply-bar.tsx';
import { SendButton } from './send-button.tsx';
import { Toolbar } from './toolbar.tsx';
import type { UseSuggestions } from './writing/suggestion.ts';
import { TextField } from './writing/text-field.tsx';
import type { Writing } from './writing/use-writing.ts';

export interface EditorProps {
  conversation: Conversation;
  /** Undefined where the number may not be seen. */
  channel: 'cloud' | 'web' | undefined;
  writing: Writing;
  replyTo: Message | undefined;
  refusal: CallFailed | undefined;
  onSend: (messages: readonly OutboundContent[], sendAt?: Date) => void;
  /** Something was changed after a refusal. */
  onTyped: () => void;
  onReplyDone: () => void;
  onTemplate: () => void;
}

const useSuggestions: UseSuggestions = (trigger) => useEmojiSuggestions(trigger);

/** Where a message is put together: text, files, when it leaves. */
export function Editor(props: EditorProps): ReactNode {
  const { t } = useTranslation();
  const { conversation, writing, replyTo } = props;
  const { name, phoneNumber } = conversation.contact;
  const attachments = useAttachments(conversation.instanceId);
  const { add } = attachments;
  const addFiles = useCallback((files: Iterable<File>) => void add(files), [add]);
  const isDropping = useDrop(true, addFiles);
  const submission = useSubmission(props, attachments.attachments, attachments.remove);
  const hasFiles = attachments.attachments.length > 0;
  const title = name ?? phoneNumber ?? '';
  return (
    <div className="recado-composer-box" data-dropping={isDropping}>
      {isDropping && <div className="recado-composer-drop">{t('composer.files.drop')}</div>}
      {replyTo !== undefined && <ReplyBar message={replyTo} name={title} onCancel={props.onReplyDone} />}
      {props.refusal !== undefined && <ErrorState error={props.refusal} />}
      <Tray attachments={attachments} />
      <TextField
        writing={writing}
        label={t('composer.message.label', { name: title })}
        placeholder={hasFiles ? t('composer.message.caption') : t('composer.message.placeholder')}
        useSuggestions={useSuggestions}
        onSend={submission.submit}
        onFiles={addFiles}
        onTyped={props.onTyped}
        {...(replyTo !== undefined && { onEscape: props.onReplyDone })}
      />
      <div className="recado-composer-tools">
        <Toolbar
          channel={props.channel}
          onFiles={(files, isDocument) => void add(files, { isDocument })}
          onEmoji={writing.insert}
          onTemplate={props.onTemplate}
        />
        <span className="recado-composer-gap" />
        <Counter text={writing.text} most={submission.most} />
        <SendButton
          isDisabled={!submission.canSubmit}
          isWaiting={submission.isWaiting}
          onSend={submission.submit}
        />
      </div>
    </div>
  );
}

/** The files, once all are with the server. */
function readyFiles(attachments: readonly Attachment[]): ReadyFile[] | undefined {
  const ready = attachments.flatMap(({ state, kind, name, voice }) =>
    state.step === 'uploaded' ? [{ mediaId: state.mediaId, kind, name, isVoice: voice !== undefined }] : [],
  );
  return ready.length === attachments.length ? ready : undefined;
}

/** Sends what is there; while files are still being uploaded, as soon as they are. */
function useSubmission(
  { writing, onSend }: EditorProps,
  attachments: readonly Attachment[],
  remove: (ids: readonly string[]) => void,
) {
  const [isWanted, setIsWanted] = useState(false);
  const { text, setText } = writing;
  const words = text.trim();
  const most = isCaption(attachments, words) ? messageLimits.caption : messageLimits.text;
  const hasFailed = attachments.some(({ state }) => state.step === 'failed');
  const isEmpty = words === '' && attachments.length === 0;
  const canSubmit = !isEmpty && !hasFailed && words.length <= messageLimits.text;
  const ready = readyFiles(attachments);

  useEffect(() => {
    if (!isWanted) return;
    if (!canSubmit) setIsWanted(false);
    else if (ready !== undefined) {
      setIsWanted(false);
      setText('');
      remove(attachments.map(({ id }) => id));
      onSend(messagesOf(words, ready));
    }
  });

  return {
    most,
    canSubmit,
    isWaiting: isWanted,
    submit: () => {
      if (canSubmit) setIsWanted(true);
    },
  };
}
