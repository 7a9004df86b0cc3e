import bcrypt from 'bcrypt';

export const bcryptHash = (password, cost) => bcrypt.hash(password, cost);
export const bcryptVerify = (password, hash) => bcrypt.compare(password, hash);
