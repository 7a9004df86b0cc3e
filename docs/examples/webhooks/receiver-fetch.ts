/**
 * Receives Recado's webhooks wherever a handler takes a `Request` and gives a `Response`:
 *
 *     Deno.serve(createReceiver({ secrets, keep }));                        // Deno
 *     Bun.serve({ fetch: createReceiver({ secrets, keep }) });              // Bun
 *     export const POST = createReceiver({ secrets, keep });                // a route of Next.js or SvelteKit
 *     app.post('/recado', ({ req }) => createReceiver({ secrets, keep })(req.raw)); // Hono
 *     export default { fetch: (request, env) => createReceiver({ secrets: [env.SECRET], keep: … })(request) }; // Cloudflare
 */
import { verifyWebhook, WebhookVerificationError, type WebhookEvent } from '@recado/sdk/webhooks';

export interface ReceiverSettings {
  /** The secret of the webhook; the one before it too, while you change from one to the other. */
  secrets: readonly string[];
  /**
   * Keeps an event, once however often it arrives: `insert into inbox (id, event) values (…) on conflict do nothing`. The work
   * itself is done by whoever reads the inbox, after the answer. What it throws makes Recado send the event again.
   */
  keep: (event: WebhookEvent) => Promise<void>;
}

export function createReceiver({ secrets, keep }: ReceiverSettings): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      await keep(await verifyWebhook({ secrets, headers: request.headers, body: await request.text() }));
      return new Response(null, { status: 204 });
    } catch (error) {
      console.error(error);
      return new Response(null, { status: error instanceof WebhookVerificationError ? 401 : 500 });
    }
  };
}
