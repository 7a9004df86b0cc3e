export { ContactsModule } from './contacts.module.ts';
export { ContactsQueries } from './contacts.queries.ts';
export { presentContact } from './present-contact.ts';
export { assertWholeTenant } from './whole-tenant.ts';
export { judgeWriting, refusalToSend, type WritingCondition } from './writing/writing-policy.ts';
export { WritingConditions } from './writing/writing-conditions.queries.ts';
