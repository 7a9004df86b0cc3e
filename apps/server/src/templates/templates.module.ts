import { Module } from '@nestjs/common';
import { ChannelsModule } from '../channels/index.ts';
import { ListTemplates } from './list-templates.ts';
import { TemplateCatalog } from './template-catalog.ts';
import { TemplatesController } from './templates.controller.ts';

@Module({
  imports: [ChannelsModule],
  controllers: [TemplatesController],
  providers: [ListTemplates, TemplateCatalog],
  exports: [TemplateCatalog],
})
export class TemplatesModule {}
