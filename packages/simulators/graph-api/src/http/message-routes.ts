import type { FastifyInstance, FastifyReply } from 'fastify';
import { ANSWER_FAULTS } from '../faults/fault-rules.ts';
import { isJsonObject } from '../json.ts';
import { markRead } from '../messages/mark-read.ts';
import { type Acceptance, sendMessage } from '../messages/send-message.ts';
import type { Platform } from '../platform.ts';
import { authorizedNumber } from './authorization.ts';
import { hang, reset, sendStatus, truncate } from './request-faults.ts';

const JSON_TYPE = 'application/json; charset=UTF-8';

/** `POST /{phone-number-id}/messages`: send, mark as read, show typing. */
export function addMessageRoutes(app: FastifyInstance, platform: Platform): void {
  app.post<{ Params: { version: string; id: string } }>('/:version/:id/messages', (request, reply) => {
    const phoneNumber = authorizedNumber(platform, request, request.params.id);
    const body = isJsonObject(request.body) ? request.body : {};
    if (body['status'] === 'read') {
      markRead(platform, phoneNumber, body);
      void reply.type(JSON_TYPE).send('{"success":true}');
      return;
    }
    answer(platform, reply, sendMessage(platform, phoneNumber, body));
  });
}

function answer(platform: Platform, reply: FastifyReply, acceptance: Acceptance): void {
  const text = JSON.stringify(acceptance.answer);
  if (platform.faults.list().length > 0 && spoil(platform, reply, acceptance, text)) return;
  void reply.type(JSON_TYPE).send(text);
}

/** Spoils the answer when that is ordered; the message stays accepted. */
function spoil(platform: Platform, reply: FastifyReply, { entry }: Acceptance, text: string): boolean {
  const fault = platform.faults.take(ANSWER_FAULTS, {
    endpoint: 'messages',
    phoneNumberId: entry.phoneNumberId,
    to: entry.to,
    type: entry.type,
  });
  switch (fault?.kind) {
    case 'acceptThenHang':
      hang(reply);
      return true;
    case 'acceptThenReset':
      reset(reply);
      return true;
    case 'acceptThenStatus':
      sendStatus(reply, fault.status, fault.body);
      return true;
    case 'acceptThenTruncate':
      truncate(reply, text);
      return true;
    case undefined:
      return false;
  }
}
