/** The oldest Node that may run the scripts; the server itself always runs on the Node 24 in node_modules. */
const OLDEST = [20, 19];

export function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  console.error(
    'Recado needs Node.js ' +
      OLDEST.join('.') +
      ' or newer to start, and this is ' +
      process.versions.node +
      '.',
  );
  process.exit(1);
}
