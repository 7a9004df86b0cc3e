import { z } from 'zod';

const text = z.string().optional();

const Card = z.looseObject({
  name: z.looseObject({
    formatted_name: text,
    first_name: text,
    last_name: text,
    middle_name: text,
    prefix: text,
    suffix: text,
  }),
  phones: z.array(z.looseObject({ phone: text, type: text, wa_id: text })).optional(),
  emails: z.array(z.looseObject({ email: text, type: text })).optional(),
  addresses: z
    .array(
      z.looseObject({
        street: text,
        city: text,
        state: text,
        zip: text,
        country: text,
        country_code: text,
        type: text,
      }),
    )
    .optional(),
  org: z.looseObject({ company: text, department: text, title: text }).optional(),
  urls: z.array(z.looseObject({ url: text, type: text })).optional(),
  birthday: text,
});

/** Contact cards of a message with the field names of outbound ones. @throws ZodError */
export function contactCards(value: unknown): Record<string, unknown>[] {
  return z
    .array(Card)
    .parse(value)
    .map(({ name, phones, addresses, org, ...others }) => ({
      name: {
        formattedName: name.formatted_name ?? [name.first_name, name.last_name].filter(Boolean).join(' '),
        firstName: name.first_name,
        lastName: name.last_name,
        middleName: name.middle_name,
        prefix: name.prefix,
        suffix: name.suffix,
      },
      ...(phones && { phones: phones.map(({ phone, type, wa_id: waId }) => ({ phone, type, waId })) }),
      ...(addresses && {
        addresses: addresses.map(({ country_code: countryCode, ...address }) => ({
          ...address,
          countryCode,
        })),
      }),
      ...(org && { organization: org }),
      ...others,
    }));
}
