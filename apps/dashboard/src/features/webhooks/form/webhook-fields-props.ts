import type { WebhookDraft } from './webhook-draft.ts';

/** What each group of fields is given. */
export interface WebhookFieldsProps {
  draft: WebhookDraft;
  set: (changed: Partial<WebhookDraft>) => void;
  /** What the server said of the fields, by their path. */
  faults: ReadonlyMap<string, string> | undefined;
  isReadOnly?: boolean;
  /** Names of the headers that an endpoint has already; undefined for a new endpoint. */
  keptHeaders?: readonly string[];
}
