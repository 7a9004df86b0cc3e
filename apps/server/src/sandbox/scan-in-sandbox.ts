import { Injectable } from '@nestjs/common';
import type { InstanceId, ScannedInSandbox } from '@recado/contracts';
import { Channels, Connections } from '../channels/index.ts';
import { AppError } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';
import { SandboxNumbers } from './sandbox-numbers.ts';
import { notSandbox } from './use-sandbox.ts';

/** Has the simulated phone of a sandbox number scan the QR code that waits, as a person would with a real one. */
@Injectable()
export class ScanInSandbox {
  constructor(
    private readonly numbers: SandboxNumbers,
    private readonly connections: Connections,
    private readonly channels: Channels,
  ) {}

  /** @throws AppError not_found when the instance is none of the sandbox, qr_not_available */
  async execute(caller: Caller, instanceId: InstanceId): Promise<ScannedInSandbox> {
    const number = mayUseInstance(caller, instanceId)
      ? this.numbers.of(caller.tenantId, instanceId)
      : undefined;
    if (number?.scan === undefined) throw notSandbox();
    const connection = await this.connections.of(caller.tenantId, instanceId);
    const qrCode = await this.channels.for(connection.channel).sessions?.qrCode(connection);
    if (qrCode === undefined) throw new AppError('qr_not_available');
    await number.scan(qrCode.text);
    return { phoneNumber: number.phoneNumber };
  }
}
