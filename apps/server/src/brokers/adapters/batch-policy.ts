/** A broker of Kafka takes batches up to 1 MB for each partition unless it is told otherwise (message.max.bytes). */
const MOST_BYTES = 500_000;

/** Cuts messages, in their order, into batches that a broker takes; one that is bigger goes alone. */
export function batchesOf<T extends { body: Buffer }>(messages: readonly T[]): T[][] {
  const batches: T[][] = [];
  let bytes = Infinity;
  for (const message of messages) {
    if (bytes + message.body.length > MOST_BYTES) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(message);
    bytes += message.body.length;
  }
  return batches;
}
