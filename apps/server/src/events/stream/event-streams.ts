import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { TenantId } from '@recado/contracts';
import { PinoLogger } from 'nestjs-pino';
import { Database } from '../../platform/database/database.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { Relay, type RelaySubscription } from '../../platform/live/relay.ts';
import { Metrics } from '../../platform/metrics/metrics.ts';
import { topicOf } from '../announce-events.ts';
import { EventTailRepository } from '../event-tail.repository.ts';
import type { RecordedEvent } from '../present-event.ts';
import type { EventStream, News } from './event-stream.ts';
import { eventFrame, HEARTBEAT } from './sse-frame.ts';
import { TenantTail } from './tenant-tail.ts';

/** Streams that one process holds for one tenant. */
export const MOST_STREAMS = 200;
/** Looks for events whose announcement was lost. */
const POLL_MS = 2_000;
/** Looks whether callers may still read. */
const CHECK_MS = 5_000;
const HEARTBEAT_MS = 15_000;
/** Events of a backlog that are read at once. */
const BATCH = 100;

interface Followed {
  stream: EventStream;
  /** Who reads it now. @throws AppError when the credential no longer holds */
  authenticate: () => Promise<Caller>;
}

interface OfTenant {
  tail: TenantTail;
  subscription: RelaySubscription;
  followed: Set<Followed>;
}

/** Hears when a tenant begins to have streams in this process, and when the last of them is over. */
export interface StreamsFollower {
  began: (tenantId: TenantId) => void;
  ended: (tenantId: TenantId) => void;
}

/** The open streams of this process. Each tenant with streams has one reader of its events; the others cost nothing. */
@Injectable()
export class EventStreams implements OnModuleInit, OnModuleDestroy {
  readonly #tenants = new Map<TenantId, OfTenant>();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #followers: StreamsFollower[] = [];
  readonly #sent;
  readonly #cut;
  #isStopping = false;

  constructor(
    private readonly database: Database,
    private readonly tail: EventTailRepository,
    private readonly relay: Relay,
    private readonly logger: PinoLogger,
    metrics: Metrics,
  ) {
    const tenants = this.#tenants;
    metrics.gauge({
      name: 'recado_event_streams',
      help: 'Open streams of events',
      collect() {
        this.set([...tenants.values()].reduce((sum, { followed }) => sum + followed.size, 0));
      },
    });
    this.#sent = metrics.counter({
      name: 'recado_event_stream_events_total',
      help: 'Events passed on to streams',
    });
    this.#cut = metrics.counter({
      name: 'recado_event_streams_cut_total',
      help: 'Streams cut off because their client did not keep pace',
    });
  }

  onModuleInit(): void {
    const every = (ms: number, work: () => void) => this.#timers.push(setInterval(work, ms).unref());
    every(POLL_MS, () => {
      for (const { tail } of this.#tenants.values()) tail.wake();
    });
    every(CHECK_MS, () => void this.check());
    every(HEARTBEAT_MS, () => {
      for (const { stream } of this.#all()) stream.write(HEARTBEAT);
    });
  }

  /** Clients go on elsewhere from the last event they got. */
  onModuleDestroy(): void {
    this.#isStopping = true;
    for (const timer of this.#timers) clearInterval(timer);
    for (const { stream } of this.#all()) stream.end();
  }

  /** @throws AppError too_many_streams, or unavailable while the process stops */
  assertRoom(tenantId: TenantId): void {
    if (this.#isStopping)
      throw new AppError('unavailable', 'The server is stopping', { retryAfterSeconds: 1 });
    if ((this.#tenants.get(tenantId)?.followed.size ?? 0) < MOST_STREAMS) return;
    throw new AppError('too_many_streams', `One process holds ${String(MOST_STREAMS)} for a tenant`, {
      retryAfterSeconds: 10,
    });
  }

  /** Has a stream get what comes after its place, from now until it ends. */
  follow(tenantId: TenantId, followed: Followed): void {
    const { stream } = followed;
    const tenant = this.#ofTenant(tenantId);
    tenant.followed.add(followed);
    stream.out.once('close', () => {
      if (stream.isCut) this.#cut.inc();
      this.#leave(tenantId, followed);
    });
    this.#catchUp(tenantId, stream).then(
      () => {
        tenant.tail.join(stream);
      },
      (error: unknown) => {
        this.logger.warn(
          { err: error, tenantId },
          'a stream of events ended because its backlog was not read',
        );
        stream.end();
      },
    );
  }

  /** For features that tell streams more than events. */
  whenFollowed(follower: StreamsFollower): void {
    this.#followers.push(follower);
  }

  /** Tells the tenant's streams of this process something that is no event: who is not there misses it. */
  tell(tenantId: TenantId, news: News): void {
    for (const { stream } of this.#tenants.get(tenantId)?.followed ?? []) stream.tell(news);
  }

  /** Ends the streams whose credential expired, was revoked, or lost the permission. */
  async check(): Promise<void> {
    await Promise.all(
      this.#all().map(async ({ stream, authenticate }) => {
        try {
          stream.caller = await authenticate();
          if (!stream.caller.permissions.has('events:read')) stream.end();
        } catch (error) {
          // A database that does not answer for a moment is no reason to send everybody away.
          if (error instanceof AppError && error.status === 401) stream.end();
        }
      }),
    );
  }

  /** Reads what a stream missed at the pace of its client, until little of it is left. */
  async #catchUp(tenantId: TenantId, stream: EventStream): Promise<void> {
    for (let isBehind = true; isBehind && stream.isOpen;) {
      const events = await this.#read(tenantId, stream.sequence, BATCH);
      for (const event of events) {
        await stream.keepsPace();
        if (stream.offer(event, () => eventFrame(event))) this.#sent.inc();
      }
      isBehind = events.length === BATCH;
    }
  }

  #ofTenant(tenantId: TenantId): OfTenant {
    const known = this.#tenants.get(tenantId);
    if (known !== undefined) return known;
    const tail = new TenantTail({
      read: (sequence, limit) => this.#read(tenantId, sequence, limit),
      onSent: (count) => {
        this.#sent.inc(count);
      },
      onError: (error) => {
        if (!this.#isStopping) this.logger.warn({ err: error, tenantId }, 'events were not read for streams');
      },
    });
    const subscription = this.relay.subscribe(topicOf(tenantId), () => {
      tail.wake();
    });
    void subscription.ready.then(() => {
      tail.wake();
    });
    const tenant = { tail, subscription, followed: new Set<Followed>() };
    this.#tenants.set(tenantId, tenant);
    for (const { began } of this.#followers) began(tenantId);
    return tenant;
  }

  #leave(tenantId: TenantId, followed: Followed): void {
    const tenant = this.#tenants.get(tenantId);
    tenant?.followed.delete(followed);
    if (tenant?.followed.size !== 0) return;
    tenant.subscription.end();
    this.#tenants.delete(tenantId);
    for (const { ended } of this.#followers) ended(tenantId);
  }

  #read(tenantId: TenantId, sequence: number, limit: number): Promise<RecordedEvent[]> {
    return this.database.inTenant(tenantId, (tx) => this.tail.after(tx, sequence, { tenantId, limit }));
  }

  #all(): Followed[] {
    return [...this.#tenants.values()].flatMap(({ followed }) => [...followed]);
  }
}
