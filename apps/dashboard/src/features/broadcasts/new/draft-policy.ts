import { contactColumnOf } from '@recado/contracts/contact-columns';
import type { CreateBroadcast, OutboundContentInput } from '@recado/sdk';
import { faultsOf, templateContent, type TemplateDraft } from '../../../ui/templates/template-policy.ts';

/** The steps of a new broadcast, in their order. */
export const steps = ['audience', 'message', 'timing', 'check'] as const;
export type Step = (typeof steps)[number];

/** What is known of a new broadcast so far; switching between choices loses nothing. */
export interface BroadcastDraft {
  name: string;
  instanceId: string | undefined;
  audience: 'list' | 'labels';
  /** Numbers, one a line, or a table with a heading. */
  list: string;
  any: string[];
  all: string[];
  kind: 'text' | 'template';
  text: string;
  template: TemplateDraft | undefined;
  when: 'now' | 'later';
  /** As a field of the type `datetime-local` has it. */
  sendAt: string;
  ratePerMinute: number | undefined;
}

export const emptyDraft: BroadcastDraft = {
  name: '',
  instanceId: undefined,
  audience: 'list',
  list: '',
  any: [],
  all: [],
  kind: 'text',
  text: '',
  template: undefined,
  when: 'now',
  sendAt: '',
  ratePerMinute: undefined,
};

export type DraftFault = 'name' | 'number' | 'list' | 'labels' | 'text' | 'template' | 'sendAt';

const linesOf = (list: string): string[] =>
  list
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Letters in the first line make it a heading; a list of bare numbers has none. */
const hasHeading = (list: string): boolean => /\p{L}/u.test(linesOf(list)[0] ?? '');

/** The columns of a table that stand for `{{…}}` in the message. */
export function columnsOf(list: string): string[] {
  if (!hasHeading(list)) return [];
  return (linesOf(list)[0] ?? '')
    .split(/[,;\t]/)
    .map((column) => column.replaceAll('"', '').trim())
    .filter((column) => column !== '' && contactColumnOf(column) !== 'phone');
}

/** What is known of every contact. */
const ofContacts = ['name', 'phone', 'email'] as const;

/** Everything that can stand in `{{…}}`, as far as it is known before the contacts are looked up. */
export const variablesOf = ({ audience, list }: BroadcastDraft): string[] => [
  ...new Set([...ofContacts, ...(audience === 'list' ? columnsOf(list) : [])]),
];

/** How many a list is for, before the server has looked at it. */
export const countOfList = (list: string): number =>
  Math.max(0, linesOf(list).length - (hasHeading(list) ? 1 : 0));

function audienceOf({ audience, list, any, all }: BroadcastDraft): CreateBroadcast['audience'] {
  if (audience === 'labels')
    return { labels: { ...(any.length > 0 && { any }), ...(all.length > 0 && { all }) } };
  return hasHeading(list)
    ? { csv: list }
    : { recipients: linesOf(list).map((phoneNumber) => ({ phoneNumber })) };
}

function messageOf({ kind, text, template }: BroadcastDraft): OutboundContentInput | undefined {
  if (kind === 'text') return text.trim() === '' ? undefined : { type: 'text', content: text };
  return template === undefined || faultsOf(template).size > 0
    ? undefined
    : { type: 'template', content: templateContent(template) };
}

const faultsByStep: Readonly<Record<Step, (draft: BroadcastDraft, now: Date) => (DraftFault | false)[]>> = {
  audience: ({ name, instanceId, audience, list, any, all }) => [
    name.trim() === '' && 'name',
    instanceId === undefined && 'number',
    audience === 'list' && countOfList(list) === 0 && 'list',
    audience === 'labels' && any.length + all.length === 0 && 'labels',
  ],
  message: (draft) => [messageOf(draft) === undefined && draft.kind],
  timing: ({ when, sendAt }, now) => [when === 'later' && !(Date.parse(sendAt) > now.getTime()) && 'sendAt'],
  check: () => [],
};

/** What keeps one from going on to the next step. */
export const faultsOfStep = (draft: BroadcastDraft, step: Step, now: Date): Set<DraftFault> =>
  new Set(faultsByStep[step](draft, now).filter((fault) => fault !== false));

/** The broadcast as the API takes it; undefined while something of it is missing. */
export function requestOf(draft: BroadcastDraft): CreateBroadcast | undefined {
  const { name, instanceId, when, sendAt, ratePerMinute } = draft;
  const message = messageOf(draft);
  if (instanceId === undefined || message === undefined) return undefined;
  return {
    name: name.trim(),
    instanceId,
    message,
    audience: audienceOf(draft),
    ...(when === 'later' && { sendAt: new Date(sendAt).toISOString() }),
    ...(ratePerMinute !== undefined && { ratePerMinute }),
  };
}

/** What the server hands over a minute when nothing else is asked for. */
export const usualRates = { cloud: 1_000, web: 20 } as const;
