import { z } from 'zod';
import { SimulatedEndpoint } from '../../config.ts';

const WHATSAPP_SOCKET = 'wss://web.whatsapp.com/ws/chat';

/** Which WhatsApp a session talks to. What is undefined is as at WhatsApp itself. */
export interface Endpoint {
  webSocketUrl: string;
  noiseRoot: string | undefined;
  mediaHost: string | undefined;
  mediaCertificate: string | undefined;
  isSimulated: boolean;
}

const whatsapp: Endpoint = {
  webSocketUrl: WHATSAPP_SOCKET,
  noiseRoot: undefined,
  mediaHost: undefined,
  mediaCertificate: undefined,
  isSimulated: false,
};

/**
 * What `whatsapp_config.web` holds. The endpoint is set by the sandbox alone, never over the API; of the proxy only the host is
 * here, its address is the secret `proxyUrl`.
 */
export const WebSettings = z.object({
  endpoint: SimulatedEndpoint.optional(),
  proxyHost: z.string().optional(),
});
export type WebSettings = z.infer<typeof WebSettings>;

/**
 * The endpoint of an instance: its own, the one of the process (RECADO_WHATSAPP_WEB_ENDPOINT), or WhatsApp.
 * @param settings `Connection.settings` as stored
 */
export function endpointOf(settings: unknown, ofProcess: SimulatedEndpoint | undefined): Endpoint {
  const own = WebSettings.catch({}).parse(settings ?? {}).endpoint;
  const simulated = own ?? ofProcess;
  return simulated === undefined ? whatsapp : { ...simulated, isSimulated: true };
}
