import { z } from 'zod';
import { repairableLanes } from './repairable-lanes.ts';
import { InboundEvent } from './inbound-events.ts';
import { TenantId } from './ids.ts';
import { pageOf, Timestamp } from './pages.ts';
import { Tenant } from './tenants.ts';

const tenantId = '0198f3c0-0000-7000-8000-000000000001';
const laneId = '0198f3c0-0000-7000-8000-000000000002';

/** A process of the fleet, as it last told of itself. */
export const FleetProcess = z
  .object({
    id: z.uuid(),
    name: z.string().describe('Host and process'),
    role: z.enum(['api', 'worker', 'all']),
    version: z.string(),
    startedAt: Timestamp,
    seenAt: Timestamp,
    isAlive: z.boolean().describe('It was seen within the last 15 seconds'),
    memoryBytes: z.int(),
    lanes: z.int().describe('Lanes it holds at this moment'),
    sessions: z.int().describe('WhatsApp sessions of numbers linked by QR code that it holds'),
  })
  .meta({
    id: 'FleetProcess',
    example: {
      id: laneId,
      name: 'worker-1 (17)',
      role: 'worker',
      version: '0.1.0',
      startedAt: '2026-11-24T11:00:00.000Z',
      seenAt: '2026-11-24T12:00:00.000Z',
      isAlive: true,
      memoryBytes: 180_000_000,
      lanes: 2,
      sessions: 40,
    },
  });
export type FleetProcess = z.infer<typeof FleetProcess>;

/** `GET /platform/processes`: seen within a day, the living first. */
export const FleetProcessList = z
  .object({ items: z.array(FleetProcess) })
  .meta({ id: 'FleetProcessList', example: { items: [FleetProcess.meta()?.['example']] } });
export type FleetProcessList = z.infer<typeof FleetProcessList>;

const subject = {
  kind: z.string().describe('Such as `send`, `inbound`, `webhook`, `session`'),
  id: z.uuid().describe('What the lane serves: an instance, a webhook endpoint, an agent, a broadcast'),
  name: z.string().nullable().describe('Its name or address; null when it is gone or has none'),
  tenant: z.object({ id: TenantId, name: z.string() }).nullable(),
};
const exampleSubject = { kind: 'send', id: laneId, name: 'Vendas', tenant: { id: tenantId, name: 'Acme' } };

/** A lane or session that a process holds. */
export const HeldLane = z
  .object({
    ...subject,
    holder: z.string().nullable().describe('The process; null when no process of that id is known'),
    isHolderAlive: z.boolean(),
    since: Timestamp,
    expiresAt: Timestamp,
    waiting: z
      .int()
      .nullable()
      .describe('Work of the lane that is due, counted up to 1,000; null for a session, which has no queue'),
    oldestDueAt: Timestamp.nullable().describe('Since when the oldest of it is due'),
  })
  .meta({
    id: 'HeldLane',
    example: {
      ...exampleSubject,
      holder: 'worker-1 (17)',
      isHolderAlive: true,
      since: '2026-11-24T11:59:58.000Z',
      expiresAt: '2026-11-24T12:00:10.000Z',
      waiting: 12,
      oldestDueAt: '2026-11-24T11:59:57.000Z',
    },
  });
export type HeldLane = z.infer<typeof HeldLane>;

/** `GET /platform/lanes`: what is held now, lanes before sessions, the longest first; at most 200. */
export const HeldLaneList = z
  .object({ items: z.array(HeldLane) })
  .meta({ id: 'HeldLaneList', example: { items: [HeldLane.meta()?.['example']] } });
export type HeldLaneList = z.infer<typeof HeldLaneList>;

/** A lane, of whichever kind, whose work is due and is not done. */
export const StuckLane = z
  .object({
    ...subject,
    dueSince: Timestamp,
    holder: z.string().nullable().describe('The process that holds it; null when none does'),
    isHeld: z.boolean(),
    isHolderAlive: z.boolean(),
    waiting: z
      .int()
      .describe('Work that is due, counted up to 1,000; of the broker, all events that wait for it'),
    error: z.string().nullable().describe('Why the broker refused last; null of other lanes'),
  })
  .meta({
    id: 'StuckLane',
    example: {
      ...exampleSubject,
      dueSince: '2026-11-24T11:50:00.000Z',
      holder: null,
      isHeld: false,
      isHolderAlive: false,
      waiting: 12,
      error: null,
    },
  });
export type StuckLane = z.infer<typeof StuckLane>;

const ofQueue = {
  waiting: z.int(),
  oldestSeconds: z.int().describe('How long the one furthest behind is due'),
};

/** `GET /platform/queues`: what waits over all tenants, counted up to 100,000, and the lanes that do not get on. */
export const Queues = z
  .object({
    messages: z.object({
      ...ofQueue,
      scheduled: z.int(),
      sending: z.int(),
      inDoubt: z.int(),
      held: z.int().describe('In doubt, for a person to decide'),
    }),
    inboundEvents: z.object({ ...ofQueue, poison: z.int().describe('Set aside after five tries') }),
    deliveries: z.object(ofQueue),
    conversations: z.object(ofQueue).describe('Waiting for an agent'),
    turns: z
      .object({
        ...ofQueue,
        later: z.int().describe('Tried again later'),
        atWork: z.int().describe('With a worker'),
      })
      .describe('What automatic agents have to answer'),
    broadcasts: z
      .object({ ...ofQueue, running: z.int(), scheduled: z.int() })
      .describe('`waiting` are recipients of running broadcasts that are not handed over to sending yet'),
    sessions: z.object({ unheld: z.int().describe('Should be connected, and no process holds them') }),
    stuck: z.array(StuckLane).describe('Due for more than 30 seconds, the longest first; at most 50'),
  })
  .meta({
    id: 'Queues',
    example: {
      messages: { waiting: 3, oldestSeconds: 1, scheduled: 10, sending: 1, inDoubt: 0, held: 0 },
      inboundEvents: { waiting: 0, oldestSeconds: 0, poison: 1 },
      deliveries: { waiting: 2, oldestSeconds: 0 },
      conversations: { waiting: 1, oldestSeconds: 40 },
      turns: { waiting: 2, oldestSeconds: 1, later: 0, atWork: 3 },
      broadcasts: { waiting: 800, oldestSeconds: 0, running: 1, scheduled: 2 },
      sessions: { unheld: 0 },
      stuck: [StuckLane.meta()?.['example']],
    },
  });
export type Queues = z.infer<typeof Queues>;

/** Kinds of lanes that can be repaired. */
export const RepairableLane = z.enum(repairableLanes);
export type RepairableLane = z.infer<typeof RepairableLane>;

/** Path of `POST /platform/lanes/{kind}/{id}/repair`. */
export const LaneParams = z.strictObject({ kind: RepairableLane, id: z.uuid() });
export type LaneParams = z.infer<typeof LaneParams>;

/** What a repair did. */
export const LaneRepair = z
  .object({
    released: z.boolean().describe('The hold of a process that is gone was ended'),
    woken: z.boolean().describe('A worker was asked for; false for the broker where there is none'),
  })
  .meta({ id: 'LaneRepair', example: { released: false, woken: true } });
export type LaneRepair = z.infer<typeof LaneRepair>;

/** A tenant with figures of its size and use. */
export const TenantWithFigures = Tenant.extend({
  figures: z.object({
    users: z.int(),
    numbers: z.int(),
    connected: z.int().describe('Of its numbers, those that are connected'),
    inbound: z.int().describe('Messages of the last 24 full hours and this one'),
    outbound: z.int(),
  }),
}).meta({
  id: 'TenantWithFigures',
  example: {
    id: tenantId,
    name: 'Acme',
    slug: 'acme',
    settings: {},
    isActive: true,
    createdAt: '2026-11-24T12:00:00.000Z',
    updatedAt: '2026-11-24T12:00:00.000Z',
    figures: { users: 4, numbers: 2, connected: 2, inbound: 320, outbound: 410 },
  },
});
export type TenantWithFigures = z.infer<typeof TenantWithFigures>;

export const TenantWithFiguresPage = pageOf(TenantWithFigures).meta({ id: 'TenantWithFiguresPage' });
export type TenantWithFiguresPage = z.infer<typeof TenantWithFiguresPage>;

/** An event that was set aside, of whichever tenant. */
export const PlatformInboundEvent = InboundEvent.extend({
  tenant: z.object({ id: TenantId, name: z.string() }),
  instanceName: z.string(),
}).meta({
  id: 'PlatformInboundEvent',
  example: {
    id: '0198f3c0-0000-7000-8000-00000000000f',
    instanceId: laneId,
    kind: 'message',
    state: 'poison',
    attempts: 5,
    error: 'invalid input',
    payload: {},
    receivedAt: '2026-11-24T12:00:00.000Z',
    tenant: { id: tenantId, name: 'Acme' },
    instanceName: 'Vendas',
  },
});
export type PlatformInboundEvent = z.infer<typeof PlatformInboundEvent>;

export const PlatformInboundEventPage = pageOf(PlatformInboundEvent).meta({ id: 'PlatformInboundEventPage' });
export type PlatformInboundEventPage = z.infer<typeof PlatformInboundEventPage>;
