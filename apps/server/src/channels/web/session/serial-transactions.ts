import type { WASocket } from 'baileys';

type Keys = Pick<WASocket['authState']['keys'], 'transaction'>;

/**
 * Has transactions on the keys of a session run one after the other. The library locks by what a transaction is for: a message
 * that is sent holds the Signal session of its recipient from before it is sealed until after it is on the wire
 * (Socket/messages-send.js, relayMessage, under our own id), while what comes from that recipient is opened under theirs. Whoever
 * commits last takes back the other's step of the ratchet, and later messages cannot be read. In memory that takes a hair's
 * breadth of bad luck; with a database, an answer that comes within milliseconds is enough.
 */
export function runTransactionsInTurn(keys: Keys): void {
  const transaction = keys.transaction.bind(keys);
  keys.transaction = (work) => transaction(work, 'all keys');
}
