/** Password hashes: time and CPU of one hash, and what becomes of a password longer than 72 bytes. */
import { hash, verify } from '@node-rs/argon2';
import { measure, report } from './measure.mjs';
import { bcryptHash, bcryptVerify } from './specified/bcrypt.mjs';

const password = 'correct horse battery staple';
const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const long = 'ç'.repeat(36); // 72 bytes, 36 characters

/** Does the hash tell two passwords apart that differ only after the 72nd byte? */
const tellsApart = async (make, check) =>
  (await check(`${long}another end`, await make(`${long}one end`))) ? 'no' : 'yes';

const candidates = {
  'Argon2id, 19 MiB, 2 passes': {
    make: (text) => hash(text, argon2),
    check: (text, hashed) => verify(hashed, text),
  },
  'bcrypt, cost 10': { make: (text) => bcryptHash(text, 10), check: bcryptVerify },
  'bcrypt, cost 12': { make: (text) => bcryptHash(text, 12), check: bcryptVerify },
};

const rows = {};
for (const [name, { make, check }] of Object.entries(candidates)) {
  const { 'CPU µs each': cpu, 'p50 ms': p50 } = await measure(() => make(password));
  rows[name] = {
    'p50 ms': p50,
    'CPU ms each': cpu / 1000,
    'reads past 72 bytes': await tellsApart(make, check),
  };
}
await report('Password hashes', rows);
