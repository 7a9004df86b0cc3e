export { AccessTokens } from './access-tokens.ts';
export { AuthenticateCaller } from './authenticate-caller.ts';
export { AuthModule } from './auth.module.ts';
export { KnownAccess } from './known-access.ts';
export { LoginLimits } from './login-limits.ts';
export { Passwords } from './passwords.ts';
export { newApiKey, secretHash } from './secret-token.ts';
export { Sessions } from './sessions.ts';
