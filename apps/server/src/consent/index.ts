export { ConsentModule } from './consent.module.ts';
