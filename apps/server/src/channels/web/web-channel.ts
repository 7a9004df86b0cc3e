import { Injectable } from '@nestjs/common';
import { AppError } from '../../platform/http/app-error.ts';
import type {
  Channel,
  ChannelCapabilities,
  Connection,
  ConnectOutcome,
  OutboundMessage,
  SendOutcome,
  Template,
} from '../channel.ts';
import type { InboundUpdate } from '../inbound-update.ts';
import { WebSessions } from './web-sessions.ts';

/**
 * WhatsApp's multi-device protocol: a number that a person linked by QR code or by a code. Each part has its folder: who
 * holds a session in `sessions`, its life in `session`, what comes in in `inbound`, what goes out in `outbound`.
 */
@Injectable()
export class WebChannel implements Channel {
  readonly kind = 'web';
  readonly capabilities: ChannelCapabilities = {
    types: new Set(['text']),
    hasQrCode: true,
    hasServiceWindow: false,
    hasTemplates: false,
    canSendToGroups: true,
    typing: 'always',
    messagesPerSecond: 1,
  };

  constructor(readonly sessions: WebSessions) {}

  /** A worker takes the session and goes on; how it ends is told by SessionChanges. */
  async connect(connection: Connection): Promise<ConnectOutcome> {
    await this.sessions.want(connection, 'online');
    return { kind: 'under_way' };
  }

  /** The link stays: connecting again needs no scan. */
  async disconnect(connection: Connection): Promise<void> {
    await this.sessions.want(connection, 'offline');
  }

  send(_connection: Connection, _message: OutboundMessage): Promise<SendOutcome> {
    return Promise.reject(notYet());
  }

  markRead(): Promise<void> {
    return Promise.reject(notYet());
  }

  showTyping(): Promise<void> {
    return Promise.reject(notYet());
  }

  uploadMedia(): Promise<{ providerMediaId: string; expiresAt: Date }> {
    return Promise.reject(notYet());
  }

  downloadMedia(): ReturnType<Channel['downloadMedia']> {
    return Promise.reject(notYet());
  }

  templates(): Promise<Template[]> {
    return Promise.reject(new AppError('not_supported_by_channel', 'Templates belong to the Cloud API'));
  }

  interpret(): InboundUpdate[] {
    throw notYet();
  }
}

const notYet = (): AppError => new AppError('not_supported_by_channel');
