import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Permission } from '@recado/contracts';
import type { FastifyRequest } from 'fastify';
import { PERMISSION, PUBLIC } from '../platform/http/access.ts';
import { AppError } from '../platform/http/app-error.ts';
import { AuthenticateCaller } from './authenticate-caller.ts';

/** Lets a request in when its caller holds the route's permission, and puts the caller on the request. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticateCaller: AuthenticateCaller,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const needed = this.#neededPermission(context);
    if (needed === 'none') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.caller = await this.authenticateCaller.execute(request);
    if (needed !== undefined && request.caller.permissions.has(needed)) return true;
    throw new AppError('forbidden', `The permission ${needed ?? 'of this route'} is needed`);
  }

  /** What the method says goes before what its class says. */
  #neededPermission(context: ExecutionContext): Permission | 'none' | undefined {
    for (const target of [context.getHandler(), context.getClass()]) {
      const permission = this.reflector.get<Permission | undefined>(PERMISSION, target);
      if (permission !== undefined) return permission;
      if (this.reflector.get<boolean | undefined>(PUBLIC, target) === true) return 'none';
    }
    return undefined;
  }
}
