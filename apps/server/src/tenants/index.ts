export { CreateFirstAdministrator } from './create-first-administrator.ts';
export { TenantsModule } from './tenants.module.ts';
