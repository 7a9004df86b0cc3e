/**
 * Sends a message with the SDK:
 *
 *     RECADO_URL=http://localhost:3000 RECADO_API_KEY=rk_… RECADO_INSTANCE=… RECADO_RECIPIENT=+55… node send.ts 4711
 */
import { createRecado, sendMessage } from '@recado/sdk';

const {
  RECADO_URL = 'http://localhost:3000',
  RECADO_API_KEY = '',
  RECADO_INSTANCE = '',
  RECADO_RECIPIENT = '',
} = process.env;
const [, , order = '4711'] = process.argv;

const { data, error } = await sendMessage({
  client: createRecado({ baseUrl: RECADO_URL, token: RECADO_API_KEY }),
  // After a timeout ask again with the same key: the message is sent once.
  headers: { 'Idempotency-Key': `order-${order}-confirmed` },
  body: {
    instanceId: RECADO_INSTANCE,
    recipient: RECADO_RECIPIENT,
    message: { type: 'text', content: `O seu pedido ${order} foi confirmado. 🎉` },
  },
});

if (data === undefined) {
  console.error(error);
  process.exitCode = 1;
} else {
  console.log(data.id);
}
