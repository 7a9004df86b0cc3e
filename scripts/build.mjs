/** `npm run build`: builds the server, the dashboard once there is one, and the SDK, whether or not they changed. */
import { build } from './setup/build.mjs';
import { buildSdk } from './setup/build-sdk.mjs';

await build();
await buildSdk();
