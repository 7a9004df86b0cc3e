import type { DeliveryState } from '@recado/sdk';
import { momentOf, oneOf, present, textOf, uuidOf, type Search } from '../../../lib/search-params.ts';

export const deliveryStates = [
  'pending',
  'delivering',
  'delivered',
  'failed',
] as const satisfies DeliveryState[];

/** What the delivery log is narrowed to. */
export interface DeliveryFilters {
  state?: DeliveryState;
  /** Read against the list of types only by the query: the list is not in the first load. */
  eventType?: string;
  eventId?: string;
  from?: string;
  to?: string;
  statusCode?: number;
}

const tabs = ['deliveries', 'settings', 'verify'] as const;
export type WebhookTab = (typeof tabs)[number];

/** What the page of an endpoint shows: a part of it, the filters of its log, a delivery that is open, a replay that is watched. */
export interface WebhookSearch extends DeliveryFilters {
  tab?: WebhookTab;
  hours?: number;
  delivery?: string;
  replay?: string;
}

const statusCodeOf = (value: unknown): number | undefined => {
  const code = Number(textOf(value));
  return Number.isInteger(code) && code >= 100 && code <= 599 ? code : undefined;
};

/** Reads the address; what it does not know is as if it were not there. */
export const deliveryFilters = (search: Search): DeliveryFilters =>
  present({
    state: oneOf(search['state'], deliveryStates),
    eventType: textOf(search['eventType']),
    eventId: uuidOf(search['eventId']),
    from: momentOf(search['from']),
    to: momentOf(search['to']),
    statusCode: statusCodeOf(search['statusCode']),
  });

export const webhookSearch = (search: Search): WebhookSearch => ({
  ...deliveryFilters(search),
  ...present({
    tab: oneOf(search['tab'], tabs),
    hours: oneOf(Number(search['hours']), [168]),
    delivery: uuidOf(search['delivery']),
    replay: uuidOf(search['replay']),
  }),
});
