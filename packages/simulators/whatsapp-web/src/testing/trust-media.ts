import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { WhatsappWebSimulator } from '../simulator.ts';

/** Makes this process trust the simulator's media server, as NODE_EXTRA_CA_CERTS would. */
export function trustMediaServer(simulator: WhatsappWebSimulator): void {
  setDefaultCACertificates([...getCACertificates('default'), simulator.endpoint.mediaCertificate]);
}
