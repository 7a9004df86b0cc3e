export { SandboxModule } from './sandbox.module.ts';
