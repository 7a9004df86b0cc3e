import { z } from 'zod';

/** The longest time that can be chosen, in days: ten years. */
const MOST_DAYS = 3_650;

const days = z.int().min(1).max(MOST_DAYS).nullable();

const settings = {
  messagesDays: days
    .default(null)
    .describe(
      'Days after which messages go, with the files that came with them; null: when the operator says, or never. What still waits to be sent stays',
    ),
  eventsDays: days
    .default(null)
    .describe(
      'Days after which events go, with their webhook deliveries and what endpoints answered; null: when the operator says',
    ),
};

/** `PUT /settings/retention`: replaces all of it. */
export const PutRetention = z
  .strictObject(settings)
  .meta({ id: 'PutRetention', example: { messagesDays: 365, eventsDays: 14 } });
export type PutRetention = z.infer<typeof PutRetention>;

/** `GET /settings/retention`: what the tenant chose, and within which bounds. */
export const RetentionSettings = z
  .object({
    ...settings,
    limits: z
      .object({
        messagesDays: z.int().nullable().describe('null: for as long as the tenant wants'),
        eventsDays: z.int(),
      })
      .describe('The longest that the operator keeps anything, in days'),
    providerUpdatesDays: z
      .int()
      .describe('Days for which what WhatsApp told us is kept as it came, once it is processed'),
  })
  .meta({
    id: 'RetentionSettings',
    example: {
      messagesDays: 365,
      eventsDays: null,
      limits: { messagesDays: null, eventsDays: 30 },
      providerUpdatesDays: 8,
    },
  });
export type RetentionSettings = z.infer<typeof RetentionSettings>;
