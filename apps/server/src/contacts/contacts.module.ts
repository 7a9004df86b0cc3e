import { Module } from '@nestjs/common';
import { ChannelsModule } from '../channels/index.ts';
import { ContactsController } from './contacts.controller.ts';
import { FindNumber } from './find-number.ts';

@Module({ imports: [ChannelsModule], controllers: [ContactsController], providers: [FindNumber] })
export class ContactsModule {}
