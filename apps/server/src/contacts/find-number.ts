import { Injectable } from '@nestjs/common';
import type { InstanceId, NumberOnWhatsapp } from '@recado/contracts';
import { Channels, Connections } from '../channels/index.ts';
import { AppError, notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';
import { phoneNumberOf } from './phone-number-policy.ts';

/** Says whether a number is on WhatsApp. The answer is kept for days, because asking often gets accounts restricted. */
@Injectable()
export class FindNumber {
  constructor(
    private readonly connections: Connections,
    private readonly channels: Channels,
  ) {}

  /** @throws AppError not_found, recipient_invalid, not_supported_by_channel, session_not_open, ChannelError */
  async execute(caller: Caller, number: string, instanceId: InstanceId): Promise<NumberOnWhatsapp> {
    if (!mayUseInstance(caller, instanceId)) throw notFound('The instance');
    const phoneNumber = phoneNumberOf(number.startsWith('+') ? number : `+${number}`);
    if (phoneNumber === undefined) throw new AppError('recipient_invalid', `${number} is no E.164 number`);
    const connection = await this.connections.of(caller.tenantId, instanceId);
    const { sessions } = this.channels.for(connection.channel);
    if (sessions === undefined)
      throw new AppError(
        'not_supported_by_channel',
        'The Cloud API tells nobody which numbers are on WhatsApp; a message to one that is not fails',
      );
    const found = await sessions.findNumber(connection, phoneNumber);
    return { phoneNumber, exists: found !== undefined, whatsappId: found?.whatsappId ?? null };
  }
}
