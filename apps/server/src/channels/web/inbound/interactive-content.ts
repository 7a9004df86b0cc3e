import type { InboundContent } from '@recado/contracts';
import { z } from 'zod';
import { defined, nonEmpty } from './defined.ts';
import type { Reader, ReadContent } from './read-content.ts';

const text = z.string().nullish();
const understood = (content: InboundContent): ReadContent => ({ content, isUnderstood: true });

const buttonReply: Reader = (value) => {
  const { selectedButtonId: id, selectedDisplayText: title } = z
    .looseObject({ selectedButtonId: z.string(), selectedDisplayText: text })
    .parse(value);
  return understood({ type: 'button_reply', content: defined({ id, title: title ?? '' }) });
};

const templateButton: Reader = (value) => {
  const { selectedId: payload, selectedDisplayText: shown } = z
    .looseObject({ selectedId: text, selectedDisplayText: text })
    .parse(value);
  return understood({ type: 'template_button', content: defined({ payload, text: shown ?? '' }) });
};

const listReply: Reader = (value) => {
  const { singleSelectReply, title, description } = z
    .looseObject({
      singleSelectReply: z.looseObject({ selectedRowId: z.string() }),
      title: text,
      description: text,
    })
    .parse(value);
  return understood({
    type: 'list_reply',
    content: defined({ id: singleSelectReply.selectedRowId, title: title ?? '', description }),
  });
};

const flowReply: Reader = (value) => {
  const { body, nativeFlowResponseMessage: flow } = z
    .looseObject({
      body: z.looseObject({ text }).nullish(),
      nativeFlowResponseMessage: z.looseObject({ name: text, paramsJson: text }),
    })
    .parse(value);
  return understood({
    type: 'flow_reply',
    content: defined({
      name: flow.name,
      body: body?.text,
      response: flow.paramsJson ? parsed(flow.paramsJson) : undefined,
    }),
  });
};

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

const Order = z.looseObject({
  orderId: text,
  orderTitle: text,
  message: text,
  itemCount: z.number().nullish(),
  totalAmount1000: z.coerce.number().nullish(),
  totalCurrencyCode: text,
});

const order: Reader = (value) => {
  const read = Order.parse(value);
  return understood({
    type: 'order',
    content: defined({
      orderId: read.orderId,
      title: read.orderTitle,
      text: read.message,
      itemCount: read.itemCount,
      total: read.totalAmount1000 == null ? undefined : read.totalAmount1000 / 1_000,
      currency: read.totalCurrencyCode,
    }),
  });
};

/** What businesses send with buttons or rows: its text is read as text, the rest is kept raw. */
const textWithin =
  (...paths: string[][]): Reader =>
  (value) => {
    const found = paths.map((path) => at(value, path)).find((one) => typeof one === 'string' && one !== '');
    return {
      content: { type: 'text', content: z.string().parse(found) },
      isUnderstood: true,
      metadata: { raw: value },
    };
  };

const at = (value: unknown, path: string[]): unknown =>
  path.reduce<unknown>((inner, name) => {
    const fields = z.record(z.string(), z.unknown()).safeParse(inner);
    return fields.success ? fields.data[name] : undefined;
  }, value);

/** Answers to buttons, lists, templates and flows; orders; and what businesses ask with. */
export const interactiveReaders: Readonly<Record<string, Reader>> = {
  buttonsResponseMessage: buttonReply,
  templateButtonReplyMessage: templateButton,
  listResponseMessage: listReply,
  interactiveResponseMessage: flowReply,
  orderMessage: order,
  templateMessage: textWithin(
    ['hydratedTemplate', 'hydratedContentText'],
    ['hydratedFourRowTemplate', 'hydratedContentText'],
    ['interactiveMessageTemplate', 'body', 'text'],
  ),
  buttonsMessage: textWithin(['contentText'], ['text']),
  listMessage: textWithin(['description'], ['title']),
  interactiveMessage: textWithin(['body', 'text'], ['header', 'title']),
  groupInviteMessage: (value) => {
    const { caption, groupName } = z.looseObject({ caption: text, groupName: text }).parse(value);
    return {
      content: {
        type: 'text',
        content: z
          .string()
          .min(1)
          .parse(nonEmpty(caption) ?? groupName),
      },
      isUnderstood: true,
      metadata: { raw: value },
    };
  },
};
