import { Injectable } from '@nestjs/common';
import type { InstanceId, InstanceQrCode } from '@recado/contracts';
import { AppError } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { InstanceSessions } from './instance-sessions.ts';
import { InstancesQueries } from './instances.queries.ts';
import { dataUrlOf, qrPng, qrText } from './qr-image.ts';

/** The QR code that waits to be scanned. */
@Injectable()
export class ShowQrCode {
  constructor(
    private readonly queries: InstancesQueries,
    private readonly instanceSessions: InstanceSessions,
  ) {}

  /** @throws AppError not_found, qr_not_used, qr_not_available with the reason */
  async execute(caller: Caller, id: InstanceId): Promise<InstanceQrCode> {
    const { text, expiresAt } = await this.#waiting(caller, id);
    return { qrCode: dataUrlOf(await qrPng(text)), code: text, expiresAt: expiresAt.toISOString() };
  }

  /** The same as a PNG. @throws the same */
  async png(caller: Caller, id: InstanceId): Promise<Buffer> {
    return qrPng((await this.#waiting(caller, id)).text);
  }

  /** The same drawn with characters. @throws the same */
  async drawn(caller: Caller, id: InstanceId): Promise<string> {
    return qrText((await this.#waiting(caller, id)).text);
  }

  async #waiting(caller: Caller, id: InstanceId): Promise<{ text: string; expiresAt: Date }> {
    const record = await this.queries.record(caller, id);
    const { sessions, connection } = await this.instanceSessions.of(record);
    const code = record.status === 'connecting' ? await sessions.qrCode(connection) : undefined;
    if (code !== undefined) return code;
    const { status, connectionData } = record;
    const why = status === 'connected' ? 'A phone is linked' : connectionData.reason?.text;
    throw new AppError('qr_not_available', why ?? 'The instance is not connecting');
  }
}
