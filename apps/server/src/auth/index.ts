export { AccessTokens } from './access-tokens.ts';
export { AuthModule } from './auth.module.ts';
export { KnownAccess } from './known-access.ts';
export { newApiKey, secretHash } from './secret-token.ts';
