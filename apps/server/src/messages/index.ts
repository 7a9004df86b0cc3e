export { AcceptMessage } from './accepting/accept-message.ts';
export { CancelMessage } from './cancel-message.ts';
export { MessagesModule } from './messages.module.ts';
