import { CloseButton } from '@mantine/core';
import { IconCalendarTime } from '@tabler/icons-react';
import { useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import type { Voice } from './attachments/attachment.ts';
import { Tray } from './attachments/tray.tsx';
import { useAttachments } from './attachments/use-attachments.ts';
import { useDrop } from './attachments/use-drop.ts';
import { Counter } from './counter.tsx';
import type { EditorProps } from './editor-props.ts';
import { useGapValues } from './quick-replies/use-gap-values.ts';
import { ReplyBar } from './reply-bar.tsx';
import { SendButton } from './send-button.tsx';
import { Toolbar } from './toolbar.tsx';
import { useSubmission } from './use-submission.ts';
import { VoiceRecorder } from './voice/voice-recorder.tsx';
import { TextField } from './writing/text-field.tsx';

/** Where a message is put together: text, files, when it leaves. */
export function Editor(props: EditorProps): ReactNode {
  const { t } = useTranslation();
  const { conversation, writing, replyTo, number, onReplyDone } = props;
  const { name, phoneNumber } = conversation.contact;
  const gapValues = useGapValues(conversation, number);
  const attachments = useAttachments(conversation.instanceId);
  const { add } = attachments;
  const addFiles = useCallback((files: Iterable<File>) => void add(files), [add]);
  const [sendAt, setSendAt] = useState<Date>();
  const [isRecording, setIsRecording] = useState(false);
  const submission = useSubmission({ ...props, attachments, sendAt, onSent: () => setSendAt(undefined) });
  const title = name ?? phoneNumber ?? '';
  const record = (file: File, voice: Voice, isSent: boolean): void => {
    setIsRecording(false);
    void add([file], { voice }).then(() => {
      if (isSent) submission.submit();
    });
  };
  return (
    <DropBox onFiles={addFiles}>
      {replyTo !== undefined && <ReplyBar message={replyTo} name={title} onCancel={onReplyDone} />}
      {props.refusal !== undefined && <ErrorState error={props.refusal} />}
      <Tray attachments={attachments} />
      {isRecording ? (
        <VoiceRecorder onRecorded={record} onDiscard={() => setIsRecording(false)} />
      ) : (
        <>
          <TextField
            writing={writing}
            label={t('composer.message.label', { name: title })}
            placeholder={
              attachments.attachments.length > 0
                ? t('composer.message.caption')
                : t('composer.message.placeholder')
            }
            gapValues={gapValues}
            onSend={submission.submit}
            onFiles={addFiles}
            onTyped={props.onTyped}
            {...(replyTo !== undefined && { onEscape: onReplyDone })}
          />
          {sendAt !== undefined && <ScheduleChip sendAt={sendAt} onClear={() => setSendAt(undefined)} />}
          <div className="recado-composer-tools">
            <Toolbar
              number={number}
              gapValues={gapValues}
              onFiles={(files, isDocument) => void add(files, { isDocument })}
              onInsert={writing.insert}
              onMessage={(message) => props.onSend([message], sendAt)}
              onTemplate={props.onTemplate}
              onRecord={() => setIsRecording(true)}
            />
            <span className="recado-composer-gap" />
            <Counter text={writing.text} most={submission.most} />
            <SendButton
              isDisabled={!submission.canSubmit}
              isWaiting={submission.isWaiting}
              isScheduled={sendAt !== undefined}
              onSend={submission.submit}
              onSchedule={setSendAt}
            />
          </div>
        </>
      )}
    </DropBox>
  );
}

/** Takes files that are dropped anywhere on the page, and says so while they are held over it. */
function DropBox({
  onFiles,
  children,
}: {
  onFiles: (files: File[]) => void;
  children: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const isDropping = useDrop(onFiles);
  return (
    <div className="recado-composer-box">
      {isDropping && <div className="recado-composer-drop">{t('composer.files.drop')}</div>}
      {children}
    </div>
  );
}

function ScheduleChip({ sendAt, onClear }: { sendAt: Date; onClear: () => void }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="recado-composer-schedule">
      <IconCalendarTime size={16} aria-hidden />
      {t('composer.schedule.chosen', { moment: format.moment(sendAt.toISOString()) })}
      <CloseButton size="sm" aria-label={t('composer.schedule.clear')} onClick={onClear} />
    </div>
  );
}
