import { Accounts } from './accounts.ts';
import { Agenda } from './agenda.ts';
import { type Behaviour, DEFAULT_BEHAVIOUR } from './behaviour.ts';
import type { Clock } from './clock.ts';
import { CustomerConduct } from './customers/customer-conduct.ts';
import { CustomerRegistry } from './customers/customer-registry.ts';
import { Faults } from './faults/fault-rules.ts';
import { Ledger } from './ledger.ts';
import { MediaStore } from './media/media-store.ts';
import { DeliveryRun } from './messages/delivery-run.ts';
import { StatusReporter } from './messages/status-reporter.ts';
import { RateLimit } from './rate-limit.ts';
import { TemplateStore } from './templates/template-store.ts';
import { WebhookOutbox } from './webhooks/webhook-outbox.ts';
import { WebhookPost } from './webhooks/webhook-post.ts';

/** Everything that stands on Meta's side of the wire. */
export interface Platform {
  readonly behaviour: Behaviour;
  readonly clock: Clock;
  readonly agenda: Agenda;
  readonly accounts: Accounts;
  readonly templates: TemplateStore;
  readonly media: MediaStore;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly post: WebhookPost;
  readonly outbox: WebhookOutbox;
  readonly customers: CustomerRegistry;
  readonly conduct: CustomerConduct;
  readonly delivery: DeliveryRun;
  readonly throughput: RateLimit;
  readonly pairs: RateLimit;
  /** Where clients reach the simulator; set once it listens. */
  readonly address: { url: string };
}

/** Puts the parts together; nothing listens yet. */
export function createPlatform(setup: {
  behaviour: Partial<Behaviour>;
  clock: Clock;
  log: (line: string) => void;
}): Platform {
  const { clock } = setup;
  const behaviour: Behaviour = { ...DEFAULT_BEHAVIOUR, ...setup.behaviour };
  const agenda = new Agenda(clock, setup.log);
  const accounts = new Accounts();
  const faults = new Faults();
  const ledger = new Ledger();
  const media = new MediaStore(clock, behaviour);
  const templates = new TemplateStore();
  const post = new WebhookPost(setup.log);
  const outbox = new WebhookOutbox({ accounts, behaviour, faults, agenda, post });
  const customers = new CustomerRegistry(ledger);
  const reporter = new StatusReporter({ accounts, behaviour, agenda, outbox, customers });
  const address = { url: '' };
  const conduct = new CustomerConduct({
    accounts,
    behaviour,
    agenda,
    media,
    outbox,
    customers,
    reporter,
    url: () => address.url,
  });
  const delivery = new DeliveryRun({ behaviour, agenda, customers, conduct, reporter });
  return {
    behaviour,
    clock,
    agenda,
    accounts,
    templates,
    media,
    ledger,
    faults,
    post,
    outbox,
    customers,
    conduct,
    delivery,
    throughput: new RateLimit(),
    pairs: new RateLimit(),
    address,
  };
}
