import { Module } from '@nestjs/common';
import { MediaModule } from '../media/index.ts';
import { DeleteOldMessages } from './delete-old-messages.ts';
import { DeleteOldEvents } from './delete-old-events.ts';
import { OldRowsRepository } from './old-rows.repository.ts';
import { RetentionLimits } from './retention-limits.ts';
import { RetentionSettingsController } from './retention-settings.controller.ts';
import { RetentionSettingsRepository } from './retention-settings.repository.ts';
import { UpdateRetention } from './update-retention.ts';

@Module({
  imports: [MediaModule],
  controllers: [RetentionSettingsController],
  providers: [
    DeleteOldEvents,
    DeleteOldMessages,
    OldRowsRepository,
    RetentionLimits,
    RetentionSettingsRepository,
    UpdateRetention,
  ],
})
export class RetentionModule {}
