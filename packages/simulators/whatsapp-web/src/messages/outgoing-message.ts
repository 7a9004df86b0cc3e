import type { proto } from 'baileys';

/** What an account sends: a text, or any message content of the protocol. */
export type OutgoingMessage = string | { readonly type: 'raw'; readonly message: proto.IMessage };
