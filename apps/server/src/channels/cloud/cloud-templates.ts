import { z } from 'zod';
import { ChannelError, type Template } from '../channel.ts';
import type { CloudConnection } from './cloud-connection.ts';
import type { GraphClient } from './graph-client.ts';
import { templateParameters } from './template-parameters.ts';

const ListedTemplate = z.looseObject({
  name: z.string(),
  language: z.string(),
  status: z.string(),
  category: z.string().default('UNKNOWN'),
  components: z.array(z.unknown()).default([]),
});

const TemplatePage = z.looseObject({
  data: z.array(ListedTemplate),
  paging: z
    .looseObject({
      cursors: z.looseObject({ after: z.string().optional() }).optional(),
      next: z.string().optional(),
    })
    .optional(),
});

const PAGE_SIZE = 100;
// An account has 250 templates, a verified one up to 6,000, each in several languages.
const MOST_PAGES = 100;

/** Reads all templates of the account, page by page. @throws ChannelError */
export async function listTemplates(client: GraphClient, connection: CloudConnection): Promise<Template[]> {
  const templates: Template[] = [];
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { data, paging } = await readPage(client, connection, after);
    templates.push(...data.map(toTemplate));
    after = paging?.cursors?.after;
    // `next` itself is not followed: it is an address that the answer chose.
    if (paging?.next === undefined || after === undefined) break;
  }
  return templates;
}

async function readPage(
  client: GraphClient,
  connection: CloudConnection,
  after: string | undefined,
): Promise<z.infer<typeof TemplatePage>> {
  const answer = await client.ask(connection, {
    method: 'GET',
    path: `${connection.settings.businessAccountId}/message_templates`,
    query: { limit: String(PAGE_SIZE), ...(after !== undefined && { after }) },
  });
  const page = TemplatePage.safeParse(answer);
  if (page.success) return page.data;
  throw new ChannelError({
    kind: 'retry',
    code: 'no_answer',
    detail: 'The list of templates is not understood',
    scope: 'message',
  });
}

function toTemplate({
  name,
  language,
  status,
  category,
  components,
}: z.infer<typeof ListedTemplate>): Template {
  return { name, language, status, category, parameters: templateParameters(components), components };
}
