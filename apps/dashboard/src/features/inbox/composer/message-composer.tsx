import type { Conversation, Message, OutboundContent } from '@recado/sdk';
import { Suspense, useState, type ReactNode } from 'react';
import { lazyPart } from '../../../lib/parts/load-part.ts';
import { Editor } from './editor.tsx';
import { ObstacleNote } from './obstacle-note.tsx';
import { useSending } from './sending/use-sending.ts';
import { useCircumstances } from './use-circumstances.ts';
import { useWriting } from './writing/use-writing.ts';
import { useTakeBack } from './writing/use-take-back.ts';

const TemplateDialog = lazyPart(() => import('./template-dialog.tsx'), 'TemplateDialog');

export interface MessageComposerProps {
  conversation: Conversation;
  replyTo: Message | undefined;
  onReplyDone: () => void;
}

/** Writes to the customer, or says why nobody can at the moment. */
export function MessageComposer({ conversation, replyTo, onReplyDone }: MessageComposerProps): ReactNode {
  const { id: conversationId, instanceId } = conversation;
  const { number, obstacle } = useCircumstances(conversation);
  const [isTemplateOpen, setIsTemplateOpen] = useState(false);
  const writing = useWriting(`message:${conversationId}`);
  const sending = useSending({ conversationId, replyTo, takeBack: useTakeBack(writing) });
  const send = (messages: readonly OutboundContent[], sendAt?: Date): void => {
    sending.send(messages, sendAt);
    if (replyTo !== undefined) onReplyDone();
  };
  const openTemplate = (): void => setIsTemplateOpen(true);
  return (
    <>
      {obstacle === undefined ? (
        <Editor
          conversation={conversation}
          number={number}
          writing={writing}
          replyTo={replyTo}
          refusal={sending.refusal}
          onSend={send}
          onTyped={sending.forgetRefusal}
          onReplyDone={onReplyDone}
          onTemplate={openTemplate}
        />
      ) : (
        <ObstacleNote obstacle={obstacle} conversation={conversation} onTemplate={openTemplate} />
      )}
      {isTemplateOpen && (
        <Suspense>
          <TemplateDialog
            instanceId={instanceId}
            onSend={(message) => send([message])}
            onClose={() => setIsTemplateOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
