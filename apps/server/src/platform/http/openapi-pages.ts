import { errorCodes } from '@recado/contracts';

const page = (title: string, head: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" type="image/png" href="/docs/assets/favicon-32x32.png">
${head}
</head>
<body>
${body}
</body>
</html>
`;

/** Swagger UI on `/openapi.json`. */
export const docsPage = (): string =>
  page(
    'Recado API',
    '<link rel="stylesheet" href="/docs/assets/swagger-ui.css">',
    `<div id="swagger-ui"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>`,
  );

/** Starts Swagger UI. `validatorUrl` is off: the validator is on another host. */
export const docsScript = (): string => `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: 'list',
  filter: true,
  validatorUrl: null,
});
`;

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as HTML, with what stands in backquotes as code. */
const html = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign).replace(/`([^`]*)`/g, '<code>$1</code>');

const style = `<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
section { border-top: 1px solid #ddd; padding: .5rem 0; }
section:target { background: #fff6d6; }
h2 { font-size: 1.1rem; margin: .5rem 0; }
p { margin: .25rem 0; }
code { background: #f2f2f2; padding: 0 .25em; border-radius: 3px; }
</style>`;

/** What every error code means; `type` of a problem leads here, to the code. */
export const errorsPage = (): string =>
  page(
    'Recado API: errors',
    style,
    `<h1>Errors</h1>
<p>Every error is <code>application/problem+json</code> with one of these codes in <code>code</code>. <a href="/docs">The API</a></p>
${Object.entries(errorCodes)
  .map(
    ([code, { status, title, hint }]) => `<section id="${code}">
<h2><code>${code}</code> ${status}</h2>
<p>${html(title)}.</p>
<p>${html(hint)}</p>
</section>`,
  )
  .join('\n')}`,
  );
