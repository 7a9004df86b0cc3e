import type { TemplateInput } from './template-store.ts';

/** Templates that every new account has: the simplest, then one for each kind of parameter. */
export const READY_MADE_TEMPLATES: readonly TemplateInput[] = [
  {
    name: 'hello_world',
    language: 'en_US',
    category: 'MARKETING',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Hello World' },
      {
        type: 'BODY',
        text: 'Welcome and congratulations!! This message demonstrates your ability to send a message notification from WhatsApp Business Platform’s Cloud API. Thank you for taking the time to test with us.',
      },
      { type: 'FOOTER', text: 'WhatsApp Business API Team' },
    ],
  },
  {
    name: 'order_update',
    language: 'en_US',
    category: 'UTILITY',
    components: [
      {
        type: 'BODY',
        text: 'Hello {{1}}, your order {{2}} is on its way.',
        example: { body_text: [['Ana', '1042']] },
      },
    ],
  },
  {
    name: 'order_update',
    language: 'pt_BR',
    category: 'UTILITY',
    components: [
      {
        type: 'BODY',
        text: 'Olá {{1}}, o seu pedido {{2}} está a caminho.',
        example: { body_text: [['Ana', '1042']] },
      },
    ],
  },
  {
    name: 'image_offer',
    language: 'en_US',
    category: 'MARKETING',
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['https://scontent.example/offer.png'] } },
      {
        type: 'BODY',
        text: 'Hi {{1}}, here is what we have for you today.',
        example: { body_text: [['Ana']] },
      },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Interested' },
          { type: 'QUICK_REPLY', text: 'Stop promotions' },
        ],
      },
    ],
  },
  {
    name: 'invoice_ready',
    language: 'en_US',
    category: 'UTILITY',
    components: [
      {
        type: 'HEADER',
        format: 'DOCUMENT',
        example: { header_handle: ['https://scontent.example/invoice.pdf'] },
      },
      { type: 'BODY', text: 'The invoice for {{1}} is attached.', example: { body_text: [['November']] } },
    ],
  },
  {
    name: 'track_parcel',
    language: 'en_US',
    category: 'UTILITY',
    components: [
      { type: 'BODY', text: 'Parcel {{1}} left our warehouse.', example: { body_text: [['1042']] } },
      {
        type: 'BUTTONS',
        buttons: [{ type: 'URL', text: 'Track', url: 'https://example.com/track/{{1}}', example: ['1042'] }],
      },
    ],
  },
  {
    name: 'appointment_reminder',
    language: 'en_US',
    category: 'UTILITY',
    parameterFormat: 'NAMED',
    components: [
      {
        type: 'BODY',
        text: 'Hello {{customer_name}}, we expect you on {{day}} at our office.',
        example: {
          body_text_named_params: [
            { param_name: 'customer_name', example: 'Ana' },
            { param_name: 'day', example: 'Monday' },
          ],
        },
      },
    ],
  },
  {
    name: 'login_code',
    language: 'en_US',
    category: 'AUTHENTICATION',
    components: [
      { type: 'BODY', text: '*{{1}}* is your verification code.' },
      {
        type: 'BUTTONS',
        buttons: [
          {
            type: 'URL',
            text: 'Copy code',
            url: 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}',
          },
        ],
      },
    ],
  },
];
