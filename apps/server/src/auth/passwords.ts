import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';

// OWASP's first choice for Argon2id, which is the library's default kind: 19 MiB, two passes, one thread.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// The hash of a password that nobody knows, made with the same cost.
const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$B8FLUoYfxr34jYlyrDZT9g$f7Q4XSFt8Ty+upXepTkjqLfQ7PC+U2gzGB1GoznGVHY';

/** Hashes and checks passwords with Argon2id. */
@Injectable()
export class Passwords {
  async hash(password: string): Promise<string> {
    return hash(password, COST);
  }

  /** Without a hash it takes as long and is false: whoever measures cannot tell whether the user exists. */
  async isRight(password: string, storedHash: string | undefined): Promise<boolean> {
    const matches = await verify(storedHash ?? NOBODYS_HASH, password);
    return matches && storedHash !== undefined;
  }
}
