/** The range of the sandbox's customers: +5511900000000 to +5511900000099. */
const RANGE = '+55119000000';
const MOST = 100;

/** The first number of the range that no customer has yet; undefined when all are taken. */
export function nextCustomer(taken: readonly string[]): string | undefined {
  return Array.from({ length: MOST }, (_, place) => `${RANGE}${String(place).padStart(2, '0')}`)
    .slice(1)
    .find((phoneNumber) => !taken.includes(phoneNumber));
}
