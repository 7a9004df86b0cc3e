import { Injectable } from '@nestjs/common';
import type { InstanceId, ScannedInSandbox } from '@recado/contracts';
import { Channels, Connections } from '../channels/index.ts';
import { AppError, notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';
import { SandboxPhones } from './sandbox-phones.ts';

/** Has the simulated phone of a sandbox number scan the QR code that waits, as a person would with a real one. */
@Injectable()
export class ScanInSandbox {
  constructor(
    private readonly phones: SandboxPhones,
    private readonly connections: Connections,
    private readonly channels: Channels,
  ) {}

  /** @throws AppError not_found when the instance is none of the sandbox, qr_not_available */
  async execute(caller: Caller, instanceId: InstanceId): Promise<ScannedInSandbox> {
    if (!mayUseInstance(caller, instanceId)) throw notFound('The instance');
    const connection = await this.connections.of(caller.tenantId, instanceId);
    const phone = this.phones.of(connection.phoneNumber);
    const { sessions } = this.channels.for(connection.channel);
    if (phone === undefined || sessions === undefined)
      throw new AppError('not_found', 'The instance is none of the sandbox, which has a simulated phone');
    const qrCode = await sessions.qrCode(connection);
    if (qrCode === undefined) throw new AppError('qr_not_available');
    await phone.scan(qrCode.text);
    return { phoneNumber: phone.phoneNumber };
  }
}
