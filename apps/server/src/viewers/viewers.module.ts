import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/index.ts';
import { NoteViewing } from './note-viewing.ts';
import { TellViewers } from './tell-viewers.ts';
import { ViewersController } from './viewers.controller.ts';
import { ViewersQueries } from './viewers.queries.ts';

@Module({
  imports: [ConversationsModule],
  controllers: [ViewersController],
  providers: [NoteViewing, TellViewers, ViewersQueries],
})
export class ViewersModule {}
