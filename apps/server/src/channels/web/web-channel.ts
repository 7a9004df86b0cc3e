import { Injectable } from '@nestjs/common';
import { channelTypes, type MediaKind } from '@recado/contracts';
import { AppError } from '../../platform/http/app-error.ts';
import type {
  Channel,
  ChannelCapabilities,
  Connection,
  ConnectOutcome,
  OutboundMessage,
  Pace,
  PacedMessage,
  Recipient,
  SendOutcome,
  Template,
  ToldMessage,
  UploadedFile,
} from '../channel.ts';
import type { InboundUpdate } from '../inbound-update.ts';
import { statusKeysOf } from './inbound/events-to-updates.ts';
import { interpret } from './inbound/interpret.ts';
import { WebMedia } from './media.ts';
import { ChatSigns } from './outbound/chat-signs.ts';
import { PaceMessages } from './outbound/pace-messages.ts';
import { SendMessage } from './outbound/send-message.ts';
import { isUploadedAs } from './outbound/uploaded-media.ts';
import { newWhatsappId } from './outbound/whatsapp-id.ts';
import { WebSessions } from './web-sessions.ts';

/**
 * WhatsApp's multi-device protocol: a number that a person linked by QR code or by a code. Each part has its folder: who
 * holds a session in `sessions`, its life in `session`, what comes in in `inbound`, what goes out in `outbound`.
 */
@Injectable()
export class WebChannel implements Channel {
  readonly kind = 'web';
  readonly capabilities: ChannelCapabilities = {
    types: new Set(channelTypes.web),
    hasQrCode: true,
    hasServiceWindow: false,
    hasTemplates: false,
    canSendToGroups: true,
    typing: 'always',
    fetchesLinks: false,
    // What a session bears without pacing; with it, pacing-policy.ts decides.
    messagesPerSecond: 20,
  };

  constructor(
    readonly sessions: WebSessions,
    private readonly sendMessage: SendMessage,
    private readonly paceMessages: PaceMessages,
    private readonly signs: ChatSigns,
    private readonly media: WebMedia,
  ) {}

  /** A worker takes the session and goes on; how it ends is told by SessionChanges. */
  async connect(connection: Connection): Promise<ConnectOutcome> {
    await this.sessions.want(connection, 'online');
    return { kind: 'under_way' };
  }

  /** The link stays: connecting again needs no scan. */
  async disconnect(connection: Connection): Promise<void> {
    await this.sessions.leave(connection);
  }

  newWhatsappId(): string {
    return newWhatsappId();
  }

  pace(connection: Connection, message: PacedMessage): Promise<Pace> {
    return this.paceMessages.execute(connection, message);
  }

  send(connection: Connection, message: OutboundMessage): Promise<SendOutcome> {
    return this.sendMessage.execute(connection, message);
  }

  markRead(connection: Connection, whatsappId: string): Promise<void> {
    return this.signs.markRead(connection, whatsappId);
  }

  showTyping(connection: Connection, { recipient }: { recipient: Recipient }): Promise<void> {
    return this.signs.showTyping(connection, recipient);
  }

  uploadMedia(
    connection: Connection,
    file: UploadedFile,
  ): Promise<{ providerMediaId: string; expiresAt: Date }> {
    return this.media.upload(connection, file);
  }

  canSendUploadAs(providerMediaId: string, kind: MediaKind): boolean {
    return isUploadedAs(providerMediaId, kind);
  }

  downloadMedia(connection: Connection, providerMediaId: string): ReturnType<Channel['downloadMedia']> {
    return this.media.download(connection, providerMediaId);
  }

  templates(): Promise<Template[]> {
    return Promise.reject(new AppError('not_supported_by_channel', 'Templates belong to the Cloud API'));
  }

  interpret(payload: unknown): InboundUpdate[] {
    return interpret(payload);
  }

  /** What came in is kept as WhatsApp's own form with the keys of its files, which is for nobody's eyes. */
  updateKeys({ whatsappId }: ToldMessage): string[] {
    return statusKeysOf(whatsappId);
  }
}
