import { z } from 'zod';
import type { InboundUpdate, StatusUpdate } from '../../inbound-update.ts';
import type { StatusFragment } from './fragment.ts';
import { EpochSeconds } from './epoch-seconds.ts';

const Status = z.looseObject({
  id: z.string().min(1),
  status: z.string(),
  timestamp: EpochSeconds,
  biz_opaque_callback_data: z.string().optional(),
  errors: z
    .array(
      z.looseObject({
        code: z.coerce.number(),
        title: z.string().optional(),
        message: z.string().optional(),
        error_data: z.looseObject({ details: z.string().optional() }).optional(),
      }),
    )
    .optional(),
});
type Status = z.infer<typeof Status>;

/** A voice message that was listened to has been read. */
const meanings: Readonly<Record<string, StatusUpdate['status']>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
};

/**
 * Reads the status of a sent message. Before v24.0 it carries a `conversation`; `pricing` comes on `sent` or on one of those after.
 * A status that Meta adds later is a notice.
 */
export function interpretStatus(fragment: StatusFragment): InboundUpdate[] {
  const status = Status.parse(fragment.status);
  const meaning = meanings[status.status];
  if (meaning === undefined)
    return [{ kind: 'notice', topic: `status.${status.status}`, details: { status: fragment.status } }];
  return [
    {
      kind: 'status',
      whatsappId: status.id,
      messageId: status.biz_opaque_callback_data,
      status: meaning,
      at: status.timestamp,
      error: errorOf(status),
      details: detailsOf(status, fragment),
    },
  ];
}

function errorOf({ errors }: Status): StatusUpdate['error'] {
  const error = errors?.[0];
  if (error === undefined) return undefined;
  return {
    code: String(error.code),
    detail: error.error_data?.details ?? error.message ?? error.title ?? `Error ${String(error.code)}`,
  };
}

function detailsOf(status: Status, { contact }: StatusFragment): Record<string, unknown> {
  const { id: _id, status: name, timestamp: _at, biz_opaque_callback_data: _data, ...others } = status;
  return { ...(name === 'played' && { played: true }), ...others, ...(contact !== undefined && { contact }) };
}
