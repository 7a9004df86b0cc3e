import { expect, test } from 'vitest';
import { brokerConformance } from './broker-conformance.ts';
import { brokerDelivery } from './broker-delivery.ts';
import { KafkaPeer } from './kafka-peer.ts';
import { crc32c } from './kafka-wire.ts';

brokerConformance('Kafka', () => KafkaPeer.create());
brokerDelivery('Kafka', () => KafkaPeer.create());

test('the peer checks batches by the checksum that the standard has', () => {
  expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa);
});
