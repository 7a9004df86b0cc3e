import { Injectable, type OnModuleInit, type Provider } from '@nestjs/common';
import { Retention } from '../../../platform/database/retention.ts';
import { GroupsCacheRepository } from '../groups-cache.repository.ts';
import { WebGroups } from '../groups.ts';
import { WebMedia } from '../media.ts';
import { SocketMemory } from '../session/socket-memory.ts';
import { AccountLimits } from './account-limits.ts';
import { AccountLimitsRepository } from './account-limits.repository.ts';
import { ChatSigns } from './chat-signs.ts';
import { FindNumber } from './find-number.ts';
import { KnownRecipients } from './known-recipients.ts';
import { NumberChecksRepository } from './number-checks.repository.ts';
import { OutreachRepository } from './outreach.repository.ts';
import { PaceMessages } from './pace-messages.ts';
import { ReceivedKeysQueries } from './received-keys.queries.ts';
import { SendMessage } from './send-message.ts';
import { SentMemory } from './sent-memory.ts';
import { SentMessagesRepository } from './sent-messages.repository.ts';
import { WriteDown } from './write-down.ts';

/** Has old rows of sending deleted. */
@Injectable()
class SendingRetention implements OnModuleInit {
  constructor(
    private readonly retention: Retention,
    private readonly sentMessages: SentMessagesRepository,
    private readonly numberChecks: NumberChecksRepository,
  ) {}

  onModuleInit(): void {
    this.retention.register({
      name: 'messages sent over sessions',
      deleteBatch: (tx, limit) => this.sentMessages.deleteOld(tx, limit),
    });
    this.retention.register({
      name: 'checks of numbers',
      deleteBatch: (tx, limit) => this.numberChecks.deleteOld(tx, limit),
    });
  }
}

/** All that sending is made of. */
export const sendingProviders: Provider[] = [
  AccountLimits,
  AccountLimitsRepository,
  ChatSigns,
  FindNumber,
  GroupsCacheRepository,
  KnownRecipients,
  NumberChecksRepository,
  OutreachRepository,
  PaceMessages,
  ReceivedKeysQueries,
  SendingRetention,
  SendMessage,
  SentMemory,
  SentMessagesRepository,
  WebGroups,
  WebMedia,
  WriteDown,
  { provide: SocketMemory, useExisting: SentMemory },
];
