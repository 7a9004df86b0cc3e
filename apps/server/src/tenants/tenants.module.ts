import { Module } from '@nestjs/common';
import { CreateFirstAdministrator } from './create-first-administrator.ts';
import { CreateTenant } from './create-tenant.ts';
import { FirstAdministratorRepository } from './first-administrator.repository.ts';
import { OwnTenantController } from './own-tenant.controller.ts';
import { OwnTenantRepository } from './own-tenant.repository.ts';
import { RenameOwnTenant } from './rename-own-tenant.ts';
import { TenantsController } from './tenants.controller.ts';
import { TenantsQueries } from './tenants.queries.ts';
import { TenantsRepository } from './tenants.repository.ts';
import { UpdateTenant } from './update-tenant.ts';

@Module({
  controllers: [OwnTenantController, TenantsController],
  providers: [
    CreateFirstAdministrator,
    CreateTenant,
    FirstAdministratorRepository,
    OwnTenantRepository,
    RenameOwnTenant,
    TenantsQueries,
    TenantsRepository,
    UpdateTenant,
  ],
  exports: [CreateFirstAdministrator],
})
export class TenantsModule {}
