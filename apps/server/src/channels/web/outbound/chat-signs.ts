import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { ChannelError, type Connection, type Recipient } from '../../channel.ts';
import { SessionCommands } from '../session/session-commands.ts';
import { AskSession } from '../sessions/ask-session.ts';
import { orLater } from '../sessions/or-later.ts';
import { jidOf } from './address.ts';
import { FindNumber } from './find-number.ts';
import { ReceivedKeysQueries } from './received-keys.queries.ts';

const Key = z.object({ remoteJid: z.string(), id: z.string(), participant: z.string().optional() });

/** Small signs in a chat, and questions about numbers. Each runs where the session is. */
@Injectable()
export class ChatSigns implements OnModuleInit {
  constructor(
    private readonly askSession: AskSession,
    private readonly commands: SessionCommands,
    private readonly findNumber: FindNumber,
    private readonly receivedKeys: ReceivedKeysQueries,
  ) {}

  onModuleInit(): void {
    this.commands.register('chat.typing', async ({ socket }, args) => {
      await socket.sendPresenceUpdate('composing', z.object({ chat: z.string() }).parse(args).chat);
      return null;
    });
    this.commands.register('chat.read', async ({ socket }, args) => {
      await socket.readMessages([{ ...Key.parse(args), fromMe: false }]);
      return null;
    });
    this.commands.register('number.find', async ({ socket, hold }, args) => {
      const { phoneNumber } = z.object({ phoneNumber: z.string() }).parse(args);
      return this.findNumber.ask(socket, hold.tenantId, phoneNumber);
    });
  }

  /** The other side sees it for some seconds, or until the message comes. @throws ChannelError */
  async showTyping(connection: Connection, recipient: Recipient): Promise<void> {
    await orLater(this.askSession.execute(connection, 'chat.typing', { chat: jidOf(recipient) }));
  }

  /** @throws ChannelError */
  async markRead(connection: Connection, whatsappId: string): Promise<void> {
    const { tenantId, instanceId } = connection;
    const key = await this.receivedKeys.of(tenantId, instanceId, whatsappId);
    if (key === undefined)
      throw new ChannelError({
        kind: 'refused',
        code: 'message_unknown',
        detail: 'No message of this WhatsApp id was received',
        pausesInstance: false,
      });
    await orLater(this.askSession.execute(connection, 'chat.read', key));
  }

  /** Asks WhatsApp unless it is known. @throws ChannelError, AppError */
  async find(connection: Connection, phoneNumber: string): Promise<{ whatsappId: string } | undefined> {
    const known = await this.findNumber.known(connection.tenantId, phoneNumber);
    const whatsappId =
      known === undefined
        ? z
            .string()
            .nullable()
            .parse(await this.askSession.execute(connection, 'number.find', { phoneNumber }))
        : known.whatsappId;
    return whatsappId === null ? undefined : { whatsappId };
  }
}
