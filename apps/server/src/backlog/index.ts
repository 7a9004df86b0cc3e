export { BacklogModule } from './backlog.module.ts';
