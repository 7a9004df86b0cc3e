export { AutomationModule } from './automation.module.ts';
