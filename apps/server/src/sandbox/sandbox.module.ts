import { Module } from '@nestjs/common';
import { ChannelsModule } from '../channels/index.ts';
import { SandboxController } from './sandbox.controller.ts';
import { SandboxPhones } from './sandbox-phones.ts';
import { ScanInSandbox } from './scan-in-sandbox.ts';

@Module({
  imports: [ChannelsModule],
  controllers: [SandboxController],
  providers: [SandboxPhones, ScanInSandbox],
})
export class SandboxModule {}
