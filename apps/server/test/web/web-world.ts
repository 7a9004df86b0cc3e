import { Readable } from 'node:stream';
import { OutboundType, type MediaKind } from '@recado/contracts';
import type { Account, Fault, OutgoingMessage } from '@recado/whatsapp-web-simulator';
import { proto } from 'baileys';
import { expect } from 'vitest';
import { z } from 'zod';
import { Channels } from '../../src/channels/index.ts';
import type { UploadedFile } from '../../src/channels/channel.ts';
import {
  SAMPLE_LINK,
  type Fate,
  type FromCustomer,
  type ProviderWorld,
} from '../../src/channels/conformance.ts';
import {
  SESSION_TIMING,
  usualTiming,
  type SessionTiming,
} from '../../src/channels/web/session/session-timing.ts';
import { ownerQuery } from '../harness/seed.ts';
import { sampleFiles } from '../media/sample-files.ts';
import { createWebScene, type LinkedNumber, type WebScene } from './web-scene.ts';

const PNG_TYPE = 'image/png';

/** Of each kind, the file behind the links of the samples. */
const files: Record<MediaKind, { bytes: Buffer; mimeType: string }> = {
  image: { bytes: sampleFiles.png, mimeType: PNG_TYPE },
  video: { bytes: sampleFiles.mp4, mimeType: 'video/mp4' },
  audio: { bytes: sampleFiles.opus, mimeType: 'audio/ogg' },
  document: { bytes: sampleFiles.pdf, mimeType: 'application/pdf' },
  sticker: { bytes: sampleFiles.staticWebp, mimeType: 'image/webp' },
};

/** What each fate is to the simulator; a stale session is looked up anew and tried once more by itself. */
const faults: Record<Fate, { fault: Fault; times?: number } | undefined> = {
  'passing trouble': { fault: { kind: 'ackError', code: 479 }, times: 2 },
  'too fast for the recipient': undefined,
  'refused for good': { fault: { kind: 'ackError', code: 400 } },
  'access lost': undefined,
  'accepted, answer lost': { fault: { kind: 'drop', moment: 'acceptedMessage' } },
  'cut off': { fault: { kind: 'drop', moment: 'message' } },
};

function outgoing(message: FromCustomer): OutgoingMessage {
  switch (message.type) {
    case 'text':
      return { type: 'text', text: message.body, replyTo: message.answers };
    case 'image':
    case 'audio':
    case 'document': {
      const { bytes, mimeType, fileName: filename } = message;
      return { type: message.type, file: { bytes, mimeType, filename } };
    }
    case 'location':
      return message;
    case 'contacts':
      return { type: 'contacts', contacts: [{ name: message.formattedName, phoneNumber: '+5511999999999' }] };
    case 'reaction':
      return { type: 'reaction', about: message.whatsappId, emoji: message.emoji };
    case 'unknown':
      return { type: 'raw', message: { eventMessage: { name: 'Festa' } } };
  }
}

const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);
const bytes = matching(/^[A-Za-z0-9+/]{40,}=*$/);
const time = matching(/^\d+$/);
const uploaded = (mimetype: string, size: number) => ({
  mimetype,
  fileLength: String(size),
  url: matching(/^https:/),
  directPath: matching(/^\//),
  mediaKey: bytes,
  mediaKeyTimestamp: time,
  fileSha256: bytes,
  fileEncSha256: bytes,
});

/** After WhatsApp's protocol buffers, by hand, so that the adapter's rendering is held against something else than itself. */
const showsOf =
  (customer: Account): ProviderWorld['shows'] =>
  ({ inbound, own }) => {
    const text = (said: string) => ({ extendedTextMessage: { text: said } });
    const shown: ReturnType<ProviderWorld['shows']> = {
      text: text('Olá! https://example.com'),
      image: {
        imageMessage: {
          ...uploaded(PNG_TYPE, sampleFiles.png.length),
          caption: 'Foto',
          width: 1,
          height: 1,
          jpegThumbnail: bytes,
        },
      },
      video: { videoMessage: { ...uploaded('video/mp4', 2_000), caption: 'Vídeo' } },
      audio: { audioMessage: { ...uploaded('audio/ogg; codecs=opus', 2_000), ptt: true } },
      document: {
        documentMessage: {
          ...uploaded('application/pdf', 2_000),
          fileName: 'nota.pdf',
          title: 'nota.pdf',
          caption: 'Nota',
        },
      },
      sticker: { stickerMessage: uploaded('image/webp', 2_000) },
      location: {
        locationMessage: {
          degreesLatitude: -23.55,
          degreesLongitude: -46.63,
          name: 'Sé',
          address: 'Praça da Sé',
        },
      },
      contacts: {
        contactMessage: {
          displayName: 'Ana',
          vcard: matching(/^BEGIN:VCARD[^]*waid=5511999999999:\+5511999999999[^]*END:VCARD/),
        },
      },
      reaction: {
        reactionMessage: {
          key: { remoteJid: customer.jid, fromMe: false, id: inbound },
          text: '👍',
          senderTimestampMs: time,
        },
      },
      list: text('*Menu*\n\nEscolha\n\n*A*\n1. Um — Primeiro'),
      buttons: text('Confirma?\n\n1. Sim\n2. Não\n\n_Recado_'),
      cta_url: text(`*Datas*\n\nVeja\n\nAbrir: ${SAMPLE_LINK}`),
      poll: {
        pollCreationMessageV3: {
          name: 'Qual dia?',
          options: [{ optionName: 'Segunda' }, { optionName: 'Terça' }],
          selectableOptionsCount: 1,
        },
      },
      edit: {
        protocolMessage: {
          key: { remoteJid: customer.jid, fromMe: true, id: own },
          type: 'MESSAGE_EDIT',
          editedMessage: text('Às 10h'),
          timestampMs: time,
        },
      },
      delete: {
        protocolMessage: { key: { remoteJid: customer.jid, fromMe: true, id: own }, type: 'REVOKE' },
      },
    };
    // The secret with which reports, votes and so on are sealed; a reaction has none, and files are rendered without.
    const secret = { messageContextInfo: { messageSecret: bytes } };
    const sealed = Object.entries(shown).map(([type, content]) => [
      type,
      type === 'reaction' || type in files ? content : { ...content, ...secret },
    ]);
    return z.partialRecord(OutboundType, z.record(z.string(), z.unknown())).parse(Object.fromEntries(sealed));
  };

function linkedFile(kind: MediaKind): UploadedFile {
  const file = files[kind];
  return {
    kind,
    mimeType: file.mimeType,
    fileName: `arquivo-${kind}`,
    sizeBytes: file.bytes.length,
    body: Readable.from([file.bytes]),
  };
}

const Told = z.array(z.object({ id: z.string(), payload: z.unknown() }));

/** What is stored of what WhatsApp told a number, each once. */
function tellerOf(scene: WebScene, { instanceId }: LinkedNumber): ProviderWorld['told'] {
  const known = new Set<string>();
  return async () => {
    await scene.simulator.idle();
    const sql = 'select id, payload from inbound_events where instance_id = $1 order by seq';
    const told = Told.parse(await ownerQuery(scene.test.database, sql, [instanceId]));
    const fresh = told.filter(({ id }) => !known.has(id));
    for (const { id } of fresh) known.add(id);
    return fresh.map(({ payload }) => payload);
  };
}

/** The whole app beside the multi-device simulator, with a number that is linked, one that is not, and one that was closed. */
export async function createWebWorld(): Promise<ProviderWorld> {
  const scene = await createWebScene();
  const timing = scene.test.app.get<SessionTiming>(SESSION_TIMING, { strict: false });
  Object.assign(timing, usualTiming(), { random: () => 0 });
  const number = await scene.linkNumber();
  const customer = scene.newAccount({ name: 'Ana' });
  const arrived = () =>
    scene.simulator.ledger
      .list()
      .filter(({ from, refusedWith }) => from.startsWith(number.account.phone) && refusedWith === undefined);
  return {
    channel: scene.test.app.get(Channels, { strict: false }).for('web'),
    connection: number.connection,
    webhookUrl: '',
    customer: { kind: 'phone', value: `+${customer.phone}` },
    customerNames: [
      { kind: 'phone', value: `+${customer.phone}` },
      { kind: 'lid', value: customer.lid },
    ],
    withoutAccess: (await scene.makeInstance()).connection,
    withoutServer: (await scene.makeInstance()).connection,
    nextSend: (fate) => {
      const order = faults[fate];
      if (order === undefined) throw new Error(`This channel knows no "${fate}"`);
      const match = { account: number.account.phone, peer: customer.phone };
      scene.simulator.faults.add({ match, ...order });
    },
    arrived: () =>
      arrived().map(({ whatsappId, message }) => ({
        whatsappId,
        messageId: undefined,
        shows: proto.Message.fromObject(message).toJSON(),
      })),
    shows: showsOf(customer),
    linkedFile,
    lastHasFile: async (_, expected) => {
      const last = customer.received().at(-1);
      return last !== undefined && expected.equals((await customer.fileOf(last)) ?? Buffer.alloc(0));
    },
    customerSends: async (message) => {
      await customer.send(number.account.phone, outgoing(message));
    },
    told: tellerOf(scene, number),
    close: () => scene.close(),
  };
}
