import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { ConversationViewers, TenantId, UserId } from '@recado/contracts';
import { EventStreams } from '../events/index.ts';
import { Relay, type RelaySubscription } from '../platform/live/relay.ts';
import { ViewerBoard } from './viewer-board.ts';
import { topicOf, Viewing } from './viewing.ts';

const EXPIRE_MS = 1_000;

interface OfTenant {
  board: ViewerBoard;
  subscription: RelaySubscription;
}

const frameOf = (stand: ConversationViewers): Buffer =>
  Buffer.from(`event: ${stand.type}\ndata: ${JSON.stringify(stand)}\n\n`);

/**
 * Tells the streams of this process who has a conversation open. Each process that has streams of a tenant hears of all its
 * viewers and keeps them in memory for some seconds; nothing is stored, and a process that begins knows all after the next
 * repetition.
 */
@Injectable()
export class TellViewers implements OnModuleInit, OnModuleDestroy {
  readonly #tenants = new Map<TenantId, OfTenant>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly streams: EventStreams,
    private readonly relay: Relay,
  ) {}

  onModuleInit(): void {
    this.streams.whenFollowed({
      began: (tenantId) => {
        this.#follow(tenantId);
      },
      ended: (tenantId) => {
        this.#tenants.get(tenantId)?.subscription.end();
        this.#tenants.delete(tenantId);
      },
    });
    this.#timer = setInterval(() => {
      for (const [tenantId, { board }] of this.#tenants)
        for (const stand of board.expire(Date.now())) this.#tell(tenantId, stand);
    }, EXPIRE_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  #follow(tenantId: TenantId): void {
    const board = new ViewerBoard();
    const subscription = this.relay.subscribe(topicOf(tenantId), (message) => {
      const { data: viewing } = Viewing.safeParse(message);
      if (viewing === undefined) return;
      const isNew = board.note(viewing, Date.now());
      // Who repeats what is known hears again how it stands, since its stream may have come later than the others.
      this.#tell(tenantId, board.standOf(viewing), isNew ? undefined : viewing.userId);
    });
    this.#tenants.set(tenantId, { board, subscription });
  }

  #tell(tenantId: TenantId, stand: ConversationViewers, userId?: UserId): void {
    const { instanceId, conversationId } = stand;
    this.streams.tell(tenantId, {
      instanceId,
      conversationId,
      frame: frameOf(stand),
      isFor: (reader) =>
        reader.permissions.has('conversations:read') && (userId === undefined || reader.userId === userId),
    });
  }
}
