import { isDeepStrictEqual } from 'node:util';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { eventCatalogue, type EventType } from '@recado/contracts';
import { z } from 'zod';
import { RecordEvents } from '../../src/events/index.ts';

/** How the data of an event departs from the catalogue, as it is once it is stored; undefined when it is exactly as that says. */
export function faultOf(type: EventType, data: object): string | undefined {
  const stored: unknown = JSON.parse(JSON.stringify(data));
  const { success, data: known, error } = eventCatalogue[type].data.safeParse(stored);
  if (!success) return `${type}: ${z.prettifyError(error)}`;
  if (isDeepStrictEqual(known, stored)) return undefined;
  return `${type} has fields that the catalogue does not name: ${JSON.stringify(stored)}`;
}

/**
 * Holds every event that an application records against the catalogue.
 * @returns throws when one did not fit; call it at the end of the application's life
 */
export function checkEvents(app: NestFastifyApplication): () => void {
  const faults = new Set<string>();
  const recordEvents = app.get(RecordEvents);
  const execute = recordEvents.execute.bind(recordEvents);
  recordEvents.execute = async (tx, events) => {
    for (const { type, data } of events) {
      const fault = faultOf(type, data);
      if (fault !== undefined) faults.add(fault);
    }
    await execute(tx, events);
  };
  return () => {
    if (faults.size > 0)
      throw new Error(`Events that are not as the catalogue says:\n${[...faults].join('\n')}`);
  };
}
