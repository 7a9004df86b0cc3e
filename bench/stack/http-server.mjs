/** The child's end of http.mjs: tells the port, then its CPU time whenever it is asked. */
export function serveUntilAsked(port) {
  process.on('message', () => process.send({ cpu: process.cpuUsage() }));
  process.on('disconnect', () => process.exit(0));
  process.send({ port });
}
