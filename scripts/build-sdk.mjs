/** `npm run build:sdk`: builds the SDK's package to packages/sdk/dist, or to the folder that is named. */
import { buildSdk } from './setup/build-sdk.mjs';

await buildSdk(process.argv[2]);
