export { QuickRepliesModule } from './quick-replies.module.ts';
