import type { EventId } from '@recado/contracts';
import { eventBody, type RecordedEvent } from '../present-event.ts';

/** After how long a client that lost its stream asks for another. */
const RETRY_MS = 2_000;

/** A comment, which clients skip and proxies take for a sign of life. */
export const HEARTBEAT = Buffer.from(': still here\n\n');

/**
 * The beginning of a stream. An id without data is no event to a client, but where it goes on from when it is cut off before the
 * first (https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation).
 */
export const opening = (lastEventId: EventId | undefined): Buffer =>
  Buffer.from(`retry: ${String(RETRY_MS)}\n${lastEventId === undefined ? '' : `id: ${lastEventId}\n`}\n`);

/** An event as a server-sent event; JSON has no line breaks of its own. */
export const eventFrame = (event: RecordedEvent): Buffer =>
  Buffer.from(`id: ${event.id}\nevent: ${event.type}\ndata: ${eventBody(event)}\n\n`);
