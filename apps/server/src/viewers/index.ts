export { ViewersModule } from './viewers.module.ts';
