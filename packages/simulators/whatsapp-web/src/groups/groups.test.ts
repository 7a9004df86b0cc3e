import { proto } from 'baileys';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { SimulatedAccount } from '../simulated-account.ts';
import type { WhatsappWebSimulator } from '../simulator.ts';
import { startWhatsappWebSimulator } from '../start-simulator.ts';
import { closeClients, LinkedClient, newAccount } from '../testing/linked-client.ts';
import { quietLibsignal } from '../testing/quiet-libsignal.ts';

let simulator: WhatsappWebSimulator;
let shop: SimulatedAccount;
let ana: SimulatedAccount;
let bia: SimulatedAccount;
let client: LinkedClient;

beforeAll(async () => {
  quietLibsignal();
  simulator = await startWhatsappWebSimulator();
});
afterAll(async () => {
  await closeClients();
  await simulator.close();
});
beforeEach(async () => {
  shop = newAccount(simulator, 'Loja');
  ana = newAccount(simulator, 'Ana');
  bia = newAccount(simulator, 'Bia');
  client = await LinkedClient.link(simulator, shop.phone);
});

it('is made by the client, with LIDs and phone numbers of its members', async () => {
  const made = await client.socket.groupCreate('Team', [ana.jid, bia.jid]);
  expect(made).toMatchObject({ subject: 'Team', addressingMode: 'lid', size: 3, owner: shop.lid });
  expect(await client.socket.groupMetadata(made.id)).toMatchObject({
    participants: [
      { id: shop.lid, phoneNumber: shop.jid, admin: 'superadmin' },
      { id: ana.lid, phoneNumber: ana.jid, admin: null },
      { id: bia.lid, phoneNumber: bia.jid, admin: null },
    ],
  });
  expect(Object.keys(await client.socket.groupFetchAllParticipating())).toEqual([made.id]);
});

it.each(['lid', 'pn'] as const)(
  'carries messages both ways, with a receipt of each member (%s)',
  async (mode) => {
    const group = ana.createGroup({ subject: 'Team', members: [shop.phone, bia.phone], mode });
    for (const text of ['first', 'second']) {
      const key = await client.sendText(group.id, text);
      await expect.poll(() => bia.received().at(-1)).toMatchObject({ whatsappId: key.id, group: group.id });
      const jids = mode === 'lid' ? [ana.lid, bia.lid] : [ana.jid, bia.jid];
      await expect.poll(() => client.readersOf(key.id)).toEqual(jids.sort());
    }
    for (const text of ['third', 'fourth']) {
      const { whatsappId } = await ana.send(group.id, text);
      await expect
        .poll(() => client.heard(whatsappId))
        .toMatchObject([
          {
            key:
              mode === 'lid'
                ? { remoteJid: group.id, participant: ana.lid, participantAlt: ana.jid }
                : { remoteJid: group.id, participant: ana.jid, participantAlt: ana.lid },
            message: { conversation: text },
          },
        ]);
    }
  },
);

it('is changed by the client, and others hear of it', async () => {
  const other = await LinkedClient.link(simulator, bia.phone);
  const { id } = await client.socket.groupCreate('Team', [bia.jid]);
  await client.socket.groupUpdateSubject(id, 'Crew');
  await client.socket.groupUpdateDescription(id, 'All of us');
  expect(
    await client.socket.groupParticipantsUpdate(id, [ana.jid, '5511@s.whatsapp.net'], 'add'),
  ).toMatchObject([{ status: '200', jid: ana.lid }, { status: '404' }]);
  await client.socket.groupParticipantsUpdate(id, [ana.lid], 'promote');
  await client.socket.groupSettingUpdate(id, 'announcement');
  expect(await other.socket.groupMetadata(id)).toMatchObject({
    subject: 'Crew',
    desc: 'All of us',
    announce: true,
    participants: [{}, {}, { id: ana.lid, admin: 'admin' }],
  });
  const { StubType } = proto.WebMessageInfo;
  const stubs = (): unknown[] => other.messages.map(({ messageStubType }) => messageStubType);
  await expect
    .poll(stubs)
    .toEqual(
      expect.arrayContaining([
        StubType.GROUP_CREATE,
        StubType.GROUP_CHANGE_SUBJECT,
        StubType.GROUP_CHANGE_DESCRIPTION,
        StubType.GROUP_PARTICIPANT_ADD,
        StubType.GROUP_PARTICIPANT_PROMOTE,
        StubType.GROUP_CHANGE_ANNOUNCE,
      ]),
    );
});

it('is left, and joined by its invite code', async () => {
  const group = ana.createGroup({ subject: 'Team', members: [bia.phone] });
  expect(await client.socket.groupAcceptInvite(group.inviteCode)).toBe(group.id);
  expect(await client.socket.groupInviteCode(group.id)).toBe(group.inviteCode);
  await client.socket.groupLeave(group.id);
  expect([...group.members.keys()]).toEqual([ana, bia]);
  await expect(client.socket.groupMetadata(group.id)).rejects.toThrow('forbidden');
});

it('keeps members that are no admins from removing others', async () => {
  const group = ana.createGroup({ subject: 'Team', members: [shop.phone, bia.phone] });
  await expect(client.socket.groupParticipantsUpdate(group.id, [bia.lid], 'remove')).rejects.toThrow(
    'forbidden',
  );
});

it('brings a message of a group again that the client could not read', async () => {
  const group = ana.createGroup({ subject: 'Team', members: [shop.phone] });
  simulator.faults.add({ match: { account: shop.phone, peer: group.id }, fault: { kind: 'undecryptable' } });
  const { whatsappId } = await ana.send(group.id, 'lost and found');
  await expect.poll(() => client.heard(whatsappId).at(-1)?.message?.conversation).toBe('lost and found');
  const next = await ana.send(group.id, 'next');
  await expect.poll(() => client.heard(next.whatsappId).at(-1)?.message?.conversation).toBe('next');
});

it('asks the client again for a message that one member could not read', async () => {
  const group = ana.createGroup({ subject: 'Team', members: [shop.phone, bia.phone] });
  simulator.faults.add({ match: { account: shop.phone, peer: bia.phone }, fault: { kind: 'retryReceipt' } });
  const key = await client.sendText(group.id, 'once more');
  await expect.poll(() => bia.received().at(-1)).toMatchObject({ whatsappId: key.id });
  expect(simulator.ledger.byId(key.id ?? '')).toMatchObject([{ times: 1, resent: 1 }]);
});

it('takes nothing from those who may not write', async () => {
  const group = ana.createGroup({ subject: 'Team', members: [shop.phone, bia.phone] });
  await client.socket.groupMetadata(group.id);
  ana.changeGroup(group.id, { kind: 'setting', setting: 'announcement' });
  const key = await client.sendText(group.id, 'may I?');
  await expect.poll(() => client.statusOf(key.id)).toBe(proto.WebMessageInfo.Status.ERROR);
  await expect(bia.send(group.id, 'may I?')).rejects.toThrow('may not write');
});
