import './composer.css';
import { SegmentedControl } from '@mantine/core';
import type { Conversation, Message } from '@recado/sdk';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/api/profile.ts';
import { MessageComposer } from './message-composer.tsx';
import { NoteComposer } from './note-composer.tsx';
import { useComposerKeys } from './use-composer-keys.ts';
import { WindowClock } from './window-clock.tsx';

export interface ComposerProps {
  conversation: Conversation;
  /** The message that is being answered. */
  replyTo: Message | undefined;
  /** The answer was sent, or nothing is to be answered after all. */
  onReplyDone: () => void;
}

type Mode = 'message' | 'note';

/** Where a message is written, or a note that only the team sees. */
export function Composer({ conversation, replyTo, onReplyDone }: ComposerProps): ReactNode {
  const { t } = useTranslation();
  const mayNote = useMay('conversations:write');
  const [chosen, setMode] = useState<Mode>('message');
  const mode = mayNote ? chosen : 'message';
  useComposerKeys();
  return (
    <section className="recado-composer" aria-label={t('composer.title')} data-mode={mode}>
      {mayNote && (
        <div className="recado-composer-head">
          <SegmentedControl
            size="xs"
            aria-label={t('composer.mode.label')}
            value={mode}
            onChange={(value) => setMode(value === 'note' ? 'note' : 'message')}
            data={[
              { value: 'message', label: t('composer.mode.message') },
              { value: 'note', label: t('composer.mode.note') },
            ]}
          />
          {mode === 'message' && <WindowClock conversation={conversation} />}
        </div>
      )}
      {mode === 'note' ? (
        <NoteComposer conversationId={conversation.id} onDone={() => setMode('message')} />
      ) : (
        <MessageComposer conversation={conversation} replyTo={replyTo} onReplyDone={onReplyDone} />
      )}
    </section>
  );
}
