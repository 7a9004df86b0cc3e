import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@prisma/client';

/** Gives the insert of one message over a pool of its own; no engine: the query compiler is WebAssembly inside the client. */
export function openPrisma(pool) {
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return (data) => prisma.message.create({ data, select: { id: true, createdAt: true } });
}
