import { Module } from '@nestjs/common';
import { ContactsModule } from '../contacts/index.ts';
import { ConversationsModule } from '../conversations/index.ts';
import { MessagesModule } from '../messages/index.ts';
import { ChangeConsent } from './change-consent.ts';
import { ConfirmationsRepository } from './confirmations.repository.ts';
import { ConsentController } from './consent.controller.ts';
import { ConsentSettingsRepository } from './consent-settings.repository.ts';
import { ConsentRepository } from './consent.repository.ts';
import { FollowKeywords } from './follow-keywords.ts';
import { SendConfirmationsLane } from './send-confirmations.jobs.ts';
import { UpdateConsentSettings } from './update-consent-settings.ts';

@Module({
  imports: [ContactsModule, ConversationsModule, MessagesModule],
  controllers: [ConsentController],
  providers: [
    ChangeConsent,
    ConfirmationsRepository,
    ConsentRepository,
    ConsentSettingsRepository,
    FollowKeywords,
    SendConfirmationsLane,
    UpdateConsentSettings,
  ],
})
export class ConsentModule {}
