import { Module } from '@nestjs/common';
import { CreateQuickReply } from './create-quick-reply.ts';
import { DeleteQuickReply } from './delete-quick-reply.ts';
import { QuickRepliesController } from './quick-replies.controller.ts';
import { QuickRepliesQueries } from './quick-replies.queries.ts';
import { QuickRepliesRepository } from './quick-replies.repository.ts';
import { UpdateQuickReply } from './update-quick-reply.ts';

@Module({
  controllers: [QuickRepliesController],
  providers: [
    CreateQuickReply,
    DeleteQuickReply,
    QuickRepliesQueries,
    QuickRepliesRepository,
    UpdateQuickReply,
  ],
})
export class QuickRepliesModule {}
