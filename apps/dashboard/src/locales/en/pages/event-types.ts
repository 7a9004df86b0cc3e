/** What each event tells, as the catalogue in the contracts has it, in a few words. */
export const eventTypes = {
  families: {
    message: 'Messages',
    instance: 'Numbers',
    contact: 'Contacts',
    conversation: 'Conversations',
    broadcast: 'Broadcasts',
    webhook: 'Webhooks',
  },
  when: {
    message: {
      accepted: 'The API took a message to be sent',
      received: 'A customer wrote',
      sent: 'WhatsApp took the message',
      delivered: 'The message is on the customer’s phone',
      read: 'The customer read it',
      failed: 'The message will not be sent',
      in_doubt: 'Nobody knows yet whether it was sent',
      cancelled: 'Somebody cancelled it before it was sent',
      expired: 'It waited longer than it may',
      edited: 'A message was changed',
      deleted: 'A message was deleted for everyone',
      recovered: 'A message that could not be read was fetched again',
    },
    instance: {
      connected: 'A number is connected',
      reconnecting: 'The connection broke; Recado connects again',
      disconnected: 'A number is no longer connected',
      failed: 'A number cannot connect without somebody’s help',
      qr_updated: 'There is a new QR code to scan',
    },
    contact: {
      merged: 'Two contacts became one',
      opted_out: 'A contact wants no more messages',
      opted_in: 'A contact wants messages again',
    },
    conversation: {
      opened: 'A conversation began',
      waiting: 'It waits for somebody',
      assigned: 'Somebody has it now',
      transferred: 'It was handed on',
      closed: 'It is done',
      reopened: 'It goes on',
    },
    broadcast: {
      started: 'A broadcast began to send',
      completed: 'A broadcast is through',
    },
    webhook: {
      disabled: 'Recado switched an endpoint off',
      test: 'Somebody tests an endpoint',
    },
  },
};
