import { expect, it } from 'vitest';
import { Account } from '../accounts/account.ts';
import { Group } from '../groups/group.ts';
import type { AddressingMode } from '../signal/device.ts';
import type { Chat, MessageRecord } from './archive.ts';
import { inboundAttributes } from './inbound-attributes.ts';

const shop = new Account({ phoneNumber: '551', phone: '551', lidUser: '901', name: 'Loja' });
const ana = new Account({ phoneNumber: '552', phone: '552', lidUser: '902', name: 'Ana' });

function groupIn(mode: AddressingMode): Chat {
  const facts = { id: '1@g.us', subject: 'Team', creator: ana, mode, atSeconds: 0, inviteCode: 'x' };
  return { kind: 'group', group: new Group(facts) };
}

function recordOf(author: MessageRecord['author'], to: Chat): MessageRecord {
  return { whatsappId: 'ID', author, to, message: {}, at: 1_700_000_000_000 };
}

const fromAna = recordOf({ account: ana, deviceId: 0 }, { kind: 'person', account: shop });
const fromAnasClient = recordOf({ account: ana, deviceId: 3 }, { kind: 'person', account: shop });
const fromOwnPhone = recordOf({ account: shop, deviceId: 0 }, { kind: 'person', account: ana });

it.each([
  ['by number', fromAna, 'pn', { from: '552@s.whatsapp.net', sender_lid: '902@lid', addressing_mode: 'pn' }],
  ['by LID', fromAna, 'lid', { from: '902@lid', sender_pn: '552@s.whatsapp.net', addressing_mode: 'lid' }],
  ['from a client', fromAnasClient, 'pn', { from: '552:3@s.whatsapp.net', sender_lid: '902@lid' }],
  [
    'from the own phone',
    fromOwnPhone,
    'pn',
    { from: '551@s.whatsapp.net', recipient: '552@s.whatsapp.net', peer_recipient_lid: '902@lid' },
  ],
  [
    'from the own phone by LID',
    fromOwnPhone,
    'lid',
    { from: '901@lid', recipient: '902@lid', peer_recipient_pn: '552@s.whatsapp.net' },
  ],
  [
    'in a group with LIDs',
    recordOf(fromAna.author, groupIn('lid')),
    'pn',
    { from: '1@g.us', participant: '902@lid', participant_pn: '552@s.whatsapp.net', addressing_mode: 'lid' },
  ],
  [
    'in a group with numbers',
    recordOf(fromAna.author, groupIn('pn')),
    'lid',
    { from: '1@g.us', participant: '552@s.whatsapp.net', participant_lid: '902@lid', addressing_mode: 'pn' },
  ],
] as const)('names sender and chat of a message %s', (_name, record, mode, attributes) => {
  expect(inboundAttributes(record, shop, mode)).toMatchObject({
    ...attributes,
    id: 'ID',
    t: 1_700_000_000,
    notify: record.author.account.name,
  });
});
