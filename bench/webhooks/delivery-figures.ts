/** What is delivered, and to how many endpoints. */
export interface DeliveryPlan {
  deliveries: number;
  endpoints: number;
}

export interface DeliveryFigures {
  name: string;
  deliveries: number;
  endpoints: number;
  /** From the first request until the last outcome is known, and with Recado written. */
  deliveriesPerSecond: number;
  /** Of all processes but those that receive. */
  cpuMicrosecondsPerDelivery: number;
}

/** Requests to one endpoint at once, for Recado as for the bare loop. */
export const AT_ONCE = 4;

/** The data of an event as `message.sent` carries it. */
export const eventData = (place: number) => ({
  message: {
    id: '0198f3c0-0000-7000-8000-000000000001',
    instanceId: '0198f3c0-0000-7000-8000-000000000002',
    conversationId: '0198f3c0-0000-7000-8000-000000000003',
    direction: 'outbound',
    recipient: `+5511${String(900_000_000 + place)}`,
    content: { type: 'text', content: `Your order ${String(place)} has left our house and comes today.` },
    status: 'sent',
    sentAt: '2026-11-24T12:00:00.000Z',
  },
});
