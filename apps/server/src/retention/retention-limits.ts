import { Inject, Injectable } from '@nestjs/common';
import type { PutRetention, RetentionSettings } from '@recado/contracts';
import { CONFIG, type Config } from '../config.ts';

/** For so long what WhatsApp told us is kept as it came: the provider repeats itself for 7 days. */
const PROVIDER_UPDATES_DAYS = 8;

/** The longest that the operator keeps anything. */
@Injectable()
export class RetentionLimits {
  readonly all: RetentionSettings['limits'];

  constructor(@Inject(CONFIG) config: Config) {
    this.all = {
      messagesDays: config.RECADO_MESSAGES_RETENTION_DAYS ?? null,
      eventsDays: config.RECADO_EVENTS_RETENTION_DAYS,
    };
  }

  /** What a tenant chose, with the bounds beside it. */
  around(chosen: PutRetention): RetentionSettings {
    return { ...chosen, limits: this.all, providerUpdatesDays: PROVIDER_UPDATES_DAYS };
  }
}
