import { useCallback, useEffect, useReducer, useRef } from 'react';
import { failureOf } from '../../../../lib/api/problem.ts';
import { uploadMedia } from '../../../../lib/api/upload-media.ts';
import { judgeFile, type MediaKind } from '../../../../lib/media-policy.ts';
import type { Attachment, AttachmentState, Refusal, Voice } from './attachment.ts';
import { asJpeg, needsConversion } from './picture.ts';

export interface AttachmentList {
  attachments: readonly Attachment[];
  refusals: readonly Refusal[];
}

type Change =
  | { kind: 'added'; attachment: Attachment }
  | { kind: 'moved'; id: string; state: AttachmentState }
  | { kind: 'removed'; ids: readonly string[] }
  | { kind: 'refused'; refusal: Refusal };

function changed({ attachments, refusals }: AttachmentList, change: Change): AttachmentList {
  switch (change.kind) {
    case 'added':
      return { attachments: [...attachments, change.attachment], refusals };
    case 'moved':
      return {
        attachments: attachments.map((one) => (one.id === change.id ? { ...one, state: change.state } : one)),
        refusals,
      };
    case 'removed':
      return {
        attachments: attachments.filter(({ id }) => !change.ids.includes(id)),
        refusals: refusals.filter(({ id }) => !change.ids.includes(id)),
      };
    case 'refused':
      return { attachments, refusals: [...refusals, change.refusal] };
  }
}

const empty: AttachmentList = { attachments: [], refusals: [] };

/** A file being uploaded, with what it takes to try again. */
interface Running {
  file: File;
  kind: MediaKind;
  url: string;
  idempotencyKey: string;
  abort: AbortController;
}

export interface AddOptions {
  /** Send pictures and films as files, as they are. */
  isDocument?: boolean;
  voice?: Voice;
}

/** What goes to the server, stopped and forgotten with the page. */
function useRunning() {
  const running = useRef(new Map<string, Running>());
  useEffect(() => {
    const all = running.current;
    return () => {
      for (const { abort, url } of all.values()) {
        abort.abort();
        URL.revokeObjectURL(url);
      }
    };
  }, []);
  return running;
}

interface Target {
  instanceId: string;
  move: (state: AttachmentState) => void;
}

function startUpload(one: Running, { instanceId, move }: Target): void {
  const { file, kind, idempotencyKey } = one;
  one.abort = new AbortController();
  const { signal } = one.abort;
  const onProgress = (part: number): void => move({ step: 'uploading', part });
  onProgress(0);
  uploadMedia({ file, fileName: file.name, kind, instanceId, idempotencyKey, signal, onProgress }).then(
    ({ id }) => move({ step: 'uploaded', mediaId: id }),
    (error: unknown) => {
      if (!signal.aborted) move({ step: 'failed', failure: failureOf(error) });
    },
  );
}

/** The file as it can be sent: a picture that WhatsApp does not take becomes one that it does. */
async function sendable(chosen: File, isDocument: boolean): Promise<File> {
  const converted = !isDocument && needsConversion(chosen) ? await asJpeg(chosen) : undefined;
  return converted ?? chosen;
}

/** Files that go with the next message. Each is uploaded at once, so that sending waits for nothing. */
export function useAttachments(instanceId: string) {
  const [list, change] = useReducer(changed, empty);
  const running = useRunning();

  const upload = useCallback(
    (id: string) => {
      const one = running.current.get(id);
      const move = (state: AttachmentState): void => change({ kind: 'moved', id, state });
      if (one !== undefined) startUpload(one, { instanceId, move });
    },
    [instanceId, running],
  );

  const add = useCallback(
    async (files: Iterable<File>, { isDocument = false, voice }: AddOptions = {}) => {
      for (const chosen of files) {
        const file = await sendable(chosen, isDocument);
        const verdict = judgeFile(file, isDocument ? 'document' : undefined);
        const id = crypto.randomUUID();
        if (verdict.isTaken) {
          const { kind } = verdict;
          const { name, size } = file;
          const url = URL.createObjectURL(file);
          running.current.set(id, { file, kind, url, idempotencyKey: id, abort: new AbortController() });
          const state = { step: 'preparing' } as const;
          change({
            kind: 'added',
            attachment: { id, name, size, kind, url, state, ...(voice && { voice }) },
          });
          upload(id);
        } else change({ kind: 'refused', refusal: { id, name: chosen.name, ...verdict } });
      }
    },
    [running, upload],
  );

  const remove = useCallback(
    (ids: readonly string[]) => {
      for (const id of ids) {
        const one = running.current.get(id);
        if (one === undefined) continue;
        one.abort.abort();
        URL.revokeObjectURL(one.url);
        running.current.delete(id);
      }
      change({ kind: 'removed', ids });
    },
    [running],
  );

  return { ...list, add, remove, retry: upload };
}

export type Attachments = ReturnType<typeof useAttachments>;
