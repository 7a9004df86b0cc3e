import { Module } from '@nestjs/common';
import { CreateFirstAdministrator } from './create-first-administrator.ts';
import { CreateTenant } from './create-tenant.ts';
import { FirstAdministratorRepository } from './first-administrator.repository.ts';
import { TenantsController } from './tenants.controller.ts';
import { TenantsQueries } from './tenants.queries.ts';
import { TenantsRepository } from './tenants.repository.ts';
import { UpdateTenant } from './update-tenant.ts';

@Module({
  controllers: [TenantsController],
  providers: [
    CreateFirstAdministrator,
    CreateTenant,
    FirstAdministratorRepository,
    TenantsQueries,
    TenantsRepository,
    UpdateTenant,
  ],
  exports: [CreateFirstAdministrator],
})
export class TenantsModule {}
