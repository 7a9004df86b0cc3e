import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { AppError, notFound } from '../../../platform/http/app-error.ts';
import { Metrics } from '../../../platform/metrics/metrics.ts';
import { Connections } from '../../connections.ts';
import { ReceiveUpdates } from '../../receive-updates.ts';
import { cloudConnection, type CloudConnection } from '../cloud-connection.ts';
import { splitWebhook } from './split-webhook.ts';
import { isSameText, isSignedWith } from './webhook-signature.ts';

export interface SignedBody {
  rawBody: Buffer;
  signature: string | undefined;
}

type Rejection = 'unknown_instance' | 'signature_missing' | 'signature_wrong' | 'verify_token_wrong';

/** Takes what Meta tells of an instance: only with the right signature, and only once it is kept. */
@Injectable()
export class ReceiveWebhook {
  readonly #rejected;

  constructor(
    private readonly connections: Connections,
    private readonly receive: ReceiveUpdates,
    metrics: Metrics,
  ) {
    this.#rejected = metrics.counter({
      name: 'recado_inbound_rejected_total',
      help: "Calls of a provider's webhook that were turned away",
      labelNames: ['reason'],
    });
  }

  /** @throws AppError not_found, invalid_signature */
  async execute(instanceId: InstanceId, { rawBody, signature }: SignedBody): Promise<void> {
    const { tenantId, settings, secrets } = await this.#connection(instanceId);
    if (signature === undefined)
      throw this.#rejection('signature_missing', new AppError('invalid_signature'));
    if (!isSignedWith(secrets.appSecret, rawBody, signature))
      throw this.#rejection('signature_wrong', new AppError('invalid_signature'));
    await this.receive.execute(tenantId, instanceId, splitWebhook(rawBody, settings.phoneNumberId));
  }

  /** @throws AppError not_found, forbidden */
  async assertVerifyToken(instanceId: InstanceId, verifyToken: string): Promise<void> {
    const { secrets } = await this.#connection(instanceId);
    if (!isSameText(verifyToken, secrets.verifyToken))
      throw this.#rejection(
        'verify_token_wrong',
        new AppError('forbidden', 'The verify token is not that of this instance'),
      );
  }

  async #connection(instanceId: InstanceId): Promise<CloudConnection & { tenantId: TenantId }> {
    const connection = await this.connections.ofInstance(instanceId);
    if (connection?.channel !== 'cloud') throw this.#rejection('unknown_instance', notFound('The instance'));
    return { ...cloudConnection(connection), tenantId: connection.tenantId };
  }

  #rejection(reason: Rejection, error: AppError): AppError {
    this.#rejected.inc({ reason });
    return error;
  }
}
