import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownerQuery } from '../../../../test/harness/seed.ts';
import { createWebScene, type LinkedNumber, type WebScene } from '../../../../test/web/web-scene.ts';

let scene: WebScene;
let number: LinkedNumber;
beforeAll(async () => {
  scene = await createWebScene();
  number = await scene.linkNumber({ pacing: 'human', newContactsPerDay: 2 });
}, 60_000);
afterAll(() => scene.close());

it('messages leave one after the other with typing and pauses; a stranger too many waits for tomorrow, and says why', async () => {
  const [ana, bia, eva] = [scene.newAccount(), scene.newAccount(), scene.newAccount()];
  const first = await scene.accepted(number, { recipient: `+${ana.phone}` });
  const second = await scene.accepted(number, { recipient: `+${bia.phone}` });
  await scene.reaches(first.id, 'read');
  // A wait is no attempt.
  expect(await scene.reaches(second.id, 'read')).toMatchObject({ attempt: 1 });
  const [one, two] = [await scene.arrived(ana, first), await scene.arrived(bia, second)];
  expect(two.at - one.at).toBeGreaterThan(900);
  expect(ana.seenTyping()).toHaveLength(1);

  const third = await scene.accepted(number, { recipient: `+${eva.phone}` });
  const late = await scene.seen(third.id, ({ error }) => error?.code === 'new_contacts_today');
  expect(late).toMatchObject({ status: 'pending', attempt: 0 });
  expect(new Date(late.sendAt).getTime()).toBeGreaterThan(Date.now() + 23 * 3_600_000);
  expect(eva.received()).toEqual([]);
}, 40_000);

it('who is known by one name is no stranger under another: history by LID, and what was written by number', async () => {
  const [ana, bia, eva, gil] = [1, 2, 3, 4].map(() => scene.newAccount());
  if (!ana || !bia || !eva || !gil) throw new Error('Four people');
  const quiet = await scene.linkNumber({ pacing: 'off', newContactsPerDay: 1 }, [
    { with: gil.phone, messages: [{ whatsappId: 'H2', text: 'oi', at: Date.now() - 60_000 }] },
  ]);
  // The only stranger of the day, written to by number.
  const toAna = await scene.accepted(quiet, { recipient: `+${ana.phone}` });
  await scene.reaches(toAna.id, 'read');
  const again = await scene.accepted(quiet, { recipient: ana.lid });
  await scene.reaches(again.id, 'read');
  // Their contact says that the history's LID and the number are of one person.
  await pastChat(quiet.instanceId, bia.lid);
  await sameContact(`+${bia.phone}`, bia.lid);
  const toBia = await scene.accepted(quiet, { recipient: `+${bia.phone}` });
  await scene.reaches(toBia.id, 'read');

  // The history told the library so, before there was a contact.
  await expect
    .poll(() =>
      ownerQuery(
        scene.test.database,
        `update web_history_messages set chat = $1 where whatsapp_id = 'H2' returning chat`,
        [gil.lid],
      ),
    )
    .toHaveLength(1);
  const toGil = await scene.accepted(quiet, { recipient: `+${gil.phone}` });
  await scene.reaches(toGil.id, 'read');

  const toEva = await scene.accepted(quiet, { recipient: `+${eva.phone}` });
  await scene.seen(toEva.id, ({ error }) => error?.code === 'new_contacts_today');
}, 60_000);

const pastChat = (instanceId: string, chat: string) =>
  ownerQuery(
    scene.test.database,
    `insert into web_history_messages (instance_id, tenant_id, chat, whatsapp_id, sender, is_from_me, content, sent_at)
     values ($1, $2, $3, 'H1', $3, true, '{}', now())`,
    [instanceId, scene.tenant.tenantId, chat],
  );

const sameContact = (phone: string, lid: string) =>
  ownerQuery(
    scene.test.database,
    `with contact as (insert into contacts (id, tenant_id) values (gen_random_uuid(), $1) returning id)
     insert into contact_identities (tenant_id, kind, value, contact_id)
     select $1, kind, value, contact.id from contact, (values ('phone', $2), ('lid', $3)) as names (kind, value)`,
    [scene.tenant.tenantId, phone, lid],
  );
