import { createRecado } from '@recado/sdk';
import { authenticatedFetch } from '../session/authenticated-fetch.ts';
import { session } from '../session/browser-session.ts';

/** `fetch` in the name of who is signed in. */
export const sessionFetch = authenticatedFetch(session, (...request) => fetch(...request));

/** The API, in the name of who is signed in. */
export const client = createRecado({ baseUrl: window.location.origin });
client.setConfig({ fetch: sessionFetch });
