import { drizzle } from 'drizzle-orm/node-postgres';
import { jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const messages = pgTable('messages', {
  id: uuid().primaryKey(),
  instanceId: uuid('instance_id').notNull(),
  recipient: text().notNull(),
  content: jsonb().notNull(),
  status: text().notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});

/** Gives the insert of one message over this pool. */
export function openDrizzle(pool) {
  const database = drizzle({ client: pool });
  return (row) =>
    database.insert(messages).values(row).returning({ id: messages.id, createdAt: messages.createdAt });
}
