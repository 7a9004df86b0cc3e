import type { OutboundContentInput } from '@recado/sdk';
import { faultsOf, templateContent, type TemplateDraft } from '../../../ui/templates/template-policy.ts';

export const sendKinds = ['text', 'image', 'video', 'document', 'template', 'json'] as const;
export type SendKind = (typeof sendKinds)[number];

/** What is being written, for each kind; switching between kinds loses nothing. */
export interface SendDraft {
  instanceId: string | undefined;
  recipient: string;
  kind: SendKind;
  text: string;
  /** A public address, or the id of an uploaded file. */
  file: string;
  caption: string;
  template: TemplateDraft | undefined;
  json: string;
}

export const emptySendDraft: SendDraft = {
  instanceId: undefined,
  recipient: '',
  kind: 'text',
  text: '',
  file: '',
  caption: '',
  template: undefined,
  json: '{\n  "type": "location",\n  "content": { "latitude": -23.55, "longitude": -46.63, "name": "Sé" }\n}',
};

export type SendFault = 'number' | 'recipient' | 'text' | 'file' | 'template' | 'json';

const isContent = (value: unknown): value is OutboundContentInput =>
  typeof value === 'object' && value !== null && 'type' in value && 'content' in value;

/** What was typed as JSON, when it can be a message; whether it is one, the server says. */
function contentOfJson(text: string): OutboundContentInput | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isContent(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The message as the API takes it; undefined while something of it is missing. */
export function contentOf(draft: SendDraft): OutboundContentInput | undefined {
  const { kind, text, file, caption, template, json } = draft;
  switch (kind) {
    case 'text':
      return text.trim() === '' ? undefined : { type: 'text', content: text };
    case 'template':
      return template === undefined || faultsOf(template).size > 0
        ? undefined
        : { type: 'template', content: templateContent(template) };
    case 'json':
      return contentOfJson(json);
    default: {
      if (file === '') return undefined;
      const source = file.startsWith('http') ? { link: file } : { mediaId: file };
      return { type: kind, content: { ...source, ...(caption !== '' && { caption }) } };
    }
  }
}

const faultOfKind = {
  text: 'text',
  image: 'file',
  video: 'file',
  document: 'file',
  template: 'template',
  json: 'json',
} as const satisfies Record<SendKind, SendFault>;

/** What keeps it from being sent. */
export function sendFaults(draft: SendDraft): Set<SendFault> {
  const faults = new Set<SendFault>();
  if (draft.instanceId === undefined) faults.add('number');
  if (!/^(\+[\d\s().-]{7,}|\S+@\S+|[A-Z]{2}\.\S+)$/.test(draft.recipient.trim())) faults.add('recipient');
  if (contentOf(draft) === undefined) faults.add(faultOfKind[draft.kind]);
  return faults;
}
