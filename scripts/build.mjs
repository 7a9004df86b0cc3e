/** `npm run build`: builds the server, and the dashboard once there is one, whether or not they changed. */
import { build } from './setup/build.mjs';

await build();
