import { messageLimits } from '@recado/contracts';
import { useEffect, useState } from 'react';
import { isCaption, messagesOf, type ReadyFile } from './attachments/attachment-messages.ts';
import type { Attachment } from './attachments/attachment.ts';
import type { Attachments } from './attachments/use-attachments.ts';
import type { EditorProps } from './editor-props.ts';

export interface SubmissionOptions extends Pick<EditorProps, 'writing' | 'onSend'> {
  attachments: Attachments;
  sendAt: Date | undefined;
  onSent: () => void;
}

/** The files, once all are with the server. */
function readyFiles(attachments: readonly Attachment[]): ReadyFile[] | undefined {
  const ready = attachments.flatMap(({ state, kind, name, voice }) =>
    state.step === 'uploaded' ? [{ mediaId: state.mediaId, kind, name, isVoice: voice !== undefined }] : [],
  );
  return ready.length === attachments.length ? ready : undefined;
}

/** Sends what is there; while files are still being uploaded, as soon as they are. */
export function useSubmission({ writing, onSend, attachments, sendAt, onSent }: SubmissionOptions) {
  const [isWanted, setIsWanted] = useState(false);
  const files = attachments.attachments;
  const words = writing.text.trim();
  const hasFailed = files.some(({ state }) => state.step === 'failed');
  const isEmpty = words === '' && files.length === 0;
  const canSubmit = !isEmpty && !hasFailed && words.length <= messageLimits.text;
  const ready = readyFiles(files);

  useEffect(() => {
    if (!isWanted) return;
    if (!canSubmit) setIsWanted(false);
    if (!canSubmit || ready === undefined) return;
    setIsWanted(false);
    writing.setText('');
    attachments.remove(files.map(({ id }) => id));
    onSend(messagesOf(words, ready), sendAt);
    onSent();
  });

  return {
    /** Characters that the text may have where it stands. */
    most: isCaption(files, words) ? messageLimits.caption : messageLimits.text,
    canSubmit,
    isWaiting: isWanted,
    /** What cannot be sent stays as it is. */
    submit: () => setIsWanted(true),
  };
}
