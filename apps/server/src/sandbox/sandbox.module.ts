import { Module } from '@nestjs/common';
import { ChannelsModule } from '../channels/index.ts';
import { SandboxController } from './sandbox.controller.ts';
import { SandboxFaultsController } from './sandbox-faults.controller.ts';
import { SandboxNumbers } from './sandbox-numbers.ts';
import { SandboxPhonesController } from './sandbox-phones.controller.ts';
import { ScanInSandbox } from './scan-in-sandbox.ts';
import { UseSandbox } from './use-sandbox.ts';

@Module({
  imports: [ChannelsModule],
  controllers: [SandboxController, SandboxPhonesController, SandboxFaultsController],
  providers: [SandboxNumbers, ScanInSandbox, UseSandbox],
})
export class SandboxModule {}
