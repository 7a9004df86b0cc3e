import { SetMetadata } from '@nestjs/common';
import type { Permission } from '@recado/contracts';

export const PERMISSION = 'recado:permission';
export const PUBLIC = 'recado:public';

/** The permission a caller must hold. Every route has this or Public; otherwise the server does not start. */
export const RequirePermission = (permission: Permission) => SetMetadata(PERMISSION, permission);

/** A route that checks its caller by itself or needs none: sign-in, health, a provider's signed webhook. */
export const Public = () => SetMetadata(PUBLIC, true);
