import { Agent as HttpsAgent, type Agent } from 'node:https';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { SocksProxyAgent } from 'socks-proxy-agent';
import {
  Agent as Dispatchers,
  Dispatcher1Wrapper,
  ProxyAgent,
  Socks5ProxyAgent,
  type Dispatcher,
} from 'undici';
import type { Egress } from '../../platform/security/egress.ts';
import type { Endpoint } from './endpoint.ts';

/** The host that the library downloads from when a message names a path alone. */
const MEDIA_HOST = 'mmg.whatsapp.net';

/** How one session reaches WhatsApp: directly, through the tenant's proxy, or at a simulator. */
export interface Network {
  /** For the socket; undefined is a direct connection. */
  socketAgent: Agent | undefined;
  /** For uploads of the library. */
  uploadAgent: Agent | undefined;
  /** For downloads by Node's `fetch`, which the library uses. Media of a simulated endpoint is looked for there, whatever WhatsApp host is named. */
  dispatcher: Dispatcher;
  close(): Promise<void>;
}

/**
 * @param proxyUrl as the tenant gave it; checked again now, since its name may lead elsewhere
 * @throws AddressNotAllowed
 */
export async function openNetwork(
  egress: Egress,
  endpoint: Endpoint,
  proxyUrl: string | undefined,
): Promise<Network> {
  if (proxyUrl !== undefined) return throughProxy(await egress.assertProxyAllowed(proxyUrl), endpoint);
  if (endpoint.mediaHost === undefined)
    return {
      socketAgent: undefined,
      uploadAgent: undefined,
      dispatcher: forFetch(egress.dispatcher),
      close: () => Promise.resolve(),
    };
  const ca = endpoint.mediaCertificate;
  const uploadAgent = new HttpsAgent({ ca });
  const media = new Dispatchers({ connect: { ca } });
  return {
    socketAgent: undefined,
    uploadAgent,
    dispatcher: forFetch(media.compose(toMediaHost(endpoint.mediaHost))),
    close: async () => {
      uploadAgent.destroy();
      await media.destroy();
    },
  };
}

/** Through the address that was checked; the name still counts for the proxy's own certificate. */
function throughProxy({ url, address }: { url: URL; address: string }, endpoint: Endpoint): Network {
  const checked = new URL(url);
  checked.hostname = address.includes(':') ? `[${address}]` : address;
  const agent = checked.protocol === 'socks5:' ? socksAgent(checked) : httpAgent(checked, url.hostname);
  const dispatcher = proxyDispatcher(checked, url.hostname, endpoint.mediaCertificate);
  return {
    socketAgent: agent,
    uploadAgent: agent,
    dispatcher: forFetch(
      endpoint.mediaHost === undefined ? dispatcher : dispatcher.compose(toMediaHost(endpoint.mediaHost)),
    ),
    close: async () => {
      agent.destroy();
      await dispatcher.destroy();
    },
  };
}

/** The proxy resolves names: only it may reach what it is for. */
function socksAgent(checked: URL): Agent {
  return asHttpsAgent(new SocksProxyAgent(checked.href.replace(/^socks5:/, 'socks5h:')));
}

function httpAgent(checked: URL, servername: string): Agent {
  return asHttpsAgent(
    checked.protocol === 'https:'
      ? new HttpsProxyAgent(checked.href, { servername })
      : new HttpsProxyAgent(checked.href),
  );
}

function proxyDispatcher(checked: URL, servername: string, ca: string | undefined): Dispatcher {
  const requestTls = ca === undefined ? {} : { requestTls: { ca } };
  if (checked.protocol === 'socks5:') return new Socks5ProxyAgent(checked, requestTls);
  return new ProxyAgent({ uri: checked.href, proxyTls: { servername }, ...requestTls });
}

// The library's types name the class of node:https, where any agent of node:http that can do TLS serves.
// eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- see above
const asHttpsAgent = (agent: unknown): Agent => agent as Agent;

/** The undici inside Node is older than ours and speaks to dispatchers in the older way. */
const forFetch = (dispatcher: Dispatcher): Dispatcher => new Dispatcher1Wrapper(dispatcher);

/** Sends what is meant for WhatsApp's media host to that of a simulator. */
const toMediaHost =
  (mediaHost: string): Dispatcher.DispatcherComposeInterceptor =>
  (dispatch) =>
  (options, handler) => {
    const { hostname } = new URL(String(options.origin));
    const origin = hostname === MEDIA_HOST ? `https://${mediaHost}` : options.origin;
    return dispatch({ ...options, origin }, handler);
  };
