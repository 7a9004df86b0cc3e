import type { Config } from './config.ts';
import type { Sandbox } from './sandbox/start-sandbox.ts';

export interface Announcement {
  config: Config;
  /** Only at the start that generated it. */
  generatedPassword: string | undefined;
  sandbox: Sandbox | undefined;
}

function signIn({ config, generatedPassword }: Announcement): string[] {
  const account = `tenant ${config.RECADO_ADMIN_TENANT}, ${config.RECADO_ADMIN_EMAIL}`;
  return generatedPassword === undefined
    ? [`Sign in:    ${account}`]
    : [
        `Sign in:    ${account}, password ${generatedPassword}`,
        '            (shown this once; change it with PATCH /me)',
      ];
}

function tryIt({ config, generatedPassword, sandbox }: Announcement): string[] {
  if (sandbox === undefined) return [];
  const base = baseUrl(config);
  const login = JSON.stringify({
    tenantId: config.RECADO_ADMIN_TENANT,
    email: config.RECADO_ADMIN_EMAIL,
    password: generatedPassword ?? '<password>',
  });
  const message = JSON.stringify({
    instanceId: sandbox.cloud.instanceId,
    recipient: sandbox.customer,
    message: { type: 'text', content: 'Olá!' },
  });
  return [
    '',
    `The sandbox number ${sandbox.cloud.phoneNumber} is connected to a simulator of WhatsApp. Send a message and read the answer:`,
    '',
    `  TOKEN=$(curl -s ${base}/auth/login -H 'content-type: application/json' -d '${login}' | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
    `  curl -s ${base}/messages/send -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' -d '${message}'`,
    `  curl -s ${base}/messages/history -H "authorization: Bearer $TOKEN"`,
    ...linkIt(base, sandbox.web),
  ];
}

function linkIt(base: string, web: Sandbox['web']): string[] {
  if (web === undefined) return [];
  const { instanceId, phoneNumber } = web;
  return [
    '',
    `The sandbox number ${phoneNumber} waits to be linked by QR code. Ask for the code, look at it, and have the simulated phone scan it:`,
    '',
    `  curl -s -X POST ${base}/instances/${instanceId}/connect -H "authorization: Bearer $TOKEN"`,
    `  curl -s ${base}/instances/${instanceId}/qr -H "authorization: Bearer $TOKEN" -H 'accept: text/plain'`,
    `  curl -s ${base}/sandbox/scan -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' -d '${JSON.stringify({ instanceId })}'`,
    `  curl -s ${base}/instances/${instanceId}/status -H "authorization: Bearer $TOKEN"`,
  ];
}

const baseUrl = (config: Config): string => `http://localhost:${String(config.PORT)}`;

/** What a person at the terminal needs, and nothing else. */
export function announcement(facts: Announcement): string {
  const { config } = facts;
  return [
    '',
    `Recado is ready: ${config.publicUrl}`,
    `Dashboard:  ${config.publicUrl}/app/`,
    ...signIn(facts),
    `API:        ${config.publicUrl}/docs`,
    ...tryIt(facts),
    '',
    'Ctrl-C stops it.',
    '',
  ].join('\n');
}
