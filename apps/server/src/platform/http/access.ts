import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import { Role, rolePermissions, type Permission } from '@recado/contracts';
import { ApiProblems } from './api-problems.ts';

export const PERMISSION = 'recado:permission';
export const PUBLIC = 'recado:public';

/** The permission a caller must hold. Every route has this or Public; otherwise the server does not start. */
export const RequirePermission = (permission: Permission): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(PERMISSION, permission),
    ApiBearerAuth(),
    ApiExtension('x-permission', permission),
    ApiExtension(
      'x-roles',
      Role.options.filter((role) => rolePermissions[role].has(permission)),
    ),
    ApiProblems('unauthenticated', 'token_expired', 'forbidden', 'internal'),
  );

/** A route that checks its caller by itself or needs none: sign-in, health, a provider's signed webhook. */
export const Public = (): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(PUBLIC, true), ApiProblems('internal'));
