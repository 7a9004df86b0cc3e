import type {
  CredentialsTest,
  InboundContent,
  InstanceId,
  MediaKind,
  MessageId,
  OutboundContent,
  OutboundType,
  Pacing,
  ProviderAnswer,
  ProviderRequest,
  TenantId,
  TestCredentials,
} from '@recado/contracts';
import { AppError } from '../platform/http/app-error.ts';
import type { InboundUpdate } from './inbound-update.ts';

/** The ways to WhatsApp: Meta's Cloud API, or a QR code. */
export type ChannelKind = 'cloud' | 'web';

/** A connected number, as an adapter needs it: settings as stored, secrets opened. Adapters decode both by schema. */
export interface Connection {
  tenantId: TenantId;
  instanceId: InstanceId;
  channel: ChannelKind;
  phoneNumber: string;
  settings: unknown;
  secrets: Readonly<Record<string, string>>;
}

/** Whom to send to; `value` is E.164 digits with + for a phone, otherwise WhatsApp's own id. */
export interface Recipient {
  kind: 'phone' | 'bsuid' | 'lid' | 'group';
  value: string;
}

/** A file for WhatsApp: by address, by an id the provider already knows, or as bytes to upload. */
export type MediaSource = { kind: 'link'; link: string } | { kind: 'provider'; providerMediaId: string };

/** A file on its way to WhatsApp, and how it will be sent. */
export interface UploadedFile {
  kind: MediaKind;
  mimeType: string;
  fileName: string;
  sizeBytes: number;
  body: NodeJS.ReadableStream;
}

export interface OutboundMessage {
  /** Recado's id; the provider echoes it where it can, so that a doubt can be resolved. */
  id: MessageId;
  recipient: Recipient;
  content: OutboundContent;
  /**
   * Media of `content.mediaId`, `header.*.mediaId` and so on, already with the provider; by Recado's media id. By their address
   * those of `content.link` too, where the provider does not fetch links.
   */
  media: ReadonlyMap<string, MediaSource>;
  /** WhatsApp id of the message this one answers, reacts to, edits or deletes. */
  replyToWhatsappId: string | undefined;
  /** That message, for providers that want more of it than its id. */
  answers?: AnsweredMessage | undefined;
  /** The WhatsApp id that was chosen at accept, the same for every attempt; undefined where the provider gives the id. */
  whatsappId?: string | undefined;
}

/** A stored message that another one quotes or changes. */
export interface AnsweredMessage {
  isOwn: boolean;
  /** Who wrote it; in a group the member, as E.164 or WhatsApp's own id. */
  sender: string;
  content: OutboundContent | InboundContent;
}

/**
 * What became of an attempt. `retry` means that it was certainly not sent; `in_doubt` that nobody can say.
 * `scope` says what has to wait: this message, its recipient, or the whole instance. `untouched`: nothing was tried, because this
 * process may not, or cannot, send for the instance now; it does not count as an attempt. `answer` is what the provider said, as
 * it came, to whoever looks for the cause.
 */
export type SendOutcome =
  | { kind: 'accepted'; whatsappId: string }
  | {
      kind: 'retry';
      code: string;
      detail: string;
      scope: 'message' | 'recipient' | 'instance';
      retryAfterMs?: number | undefined;
      answer?: ProviderAnswer | undefined;
    }
  | {
      kind: 'refused';
      code: string;
      detail: string;
      pausesInstance: boolean;
      answer?: ProviderAnswer | undefined;
    }
  | { kind: 'in_doubt'; detail: string; answer?: ProviderAnswer | undefined }
  | { kind: 'untouched' };

/** What became of an attempt that was made. */
export type TriedOutcome = Exclude<SendOutcome, { kind: 'untouched' }>;

/** A message of which the provider told something. */
export interface ToldMessage {
  whatsappId: string;
  statuses: readonly { status: string; at: Date }[];
}

/** What can be said of a failure that certainly sent no message. */
export type Failure = Extract<SendOutcome, { kind: 'retry' | 'refused' }>;

/**
 * WhatsApp did not do what was asked (other than `send`). `failure` says whether and when to try again, and whether the
 * whole instance is concerned, so that a lane can treat it as the outcome of the message that needed it.
 */
export class ChannelError extends AppError {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.kind === 'refused' ? 'provider_refused' : 'provider_unreachable', failure.detail);
    this.name = 'ChannelError';
    this.failure = failure;
  }
}

/** What `connect` found out; shown at GET /instances/:id/status. */
export interface ConnectionReport {
  displayName: string | null;
  phoneNumber: string | null;
  quality: string | null;
  /** Unique users a day outside the service window, in WhatsApp's words. */
  messagingLimit: string | null;
  throughput: string | null;
}

/** `under_way`: a worker goes on with it, and tells by SessionChanges how it ends. */
export type ConnectOutcome =
  | { kind: 'connected'; report: ConnectionReport }
  | { kind: 'failed'; code: string; reason: string }
  | { kind: 'under_way' };

/** What `pace` is asked of. */
export interface PacedMessage {
  recipient: Recipient;
  content: OutboundContent;
  /** When the recipient last wrote; null: never, as far as we know. */
  lastInboundAt: Date | null;
  pacing: Pacing;
  /** People a day to whom the instance may write first; null: as the channel thinks wise. */
  newContactsPerDay: number | null;
}

/** Whether a message may leave now. `wait` explains itself on the message; `scope` says what waits. */
export type Pace =
  | { kind: 'go'; typingMs: number }
  | { kind: 'wait'; code: string; detail: string; waitMs: number; scope: 'message' | 'instance' };

export interface ChannelCapabilities {
  types: ReadonlySet<OutboundType>;
  hasQrCode: boolean;
  /** Free-form messages only within 24 hours of the customer's last message. */
  hasServiceWindow: boolean;
  hasTemplates: boolean;
  canSendToGroups: boolean;
  /** The provider fetches files from links; otherwise we do. */
  fetchesLinks: boolean;
  /** Typing can be shown: always, only as an answer to an inbound message, or never. */
  typing: 'always' | 'as_answer' | 'never';
  /** Messages a second that an instance may send by default. */
  messagesPerSecond: number;
  /** Messages one recipient may get: so many at once, then so many a second. Undefined: the provider sets no such limit. */
  recipientRate?: { burst: number; perSecond: number } | undefined;
}

export interface Template {
  name: string;
  language: string;
  status: string;
  category: string;
  /** What a sender has to fill in, in order. */
  parameters: TemplateParameter[];
  components: unknown[];
}

/** One thing to fill in. `index` is that of the button; `name` the variable's, a number unless the template names them. */
export interface TemplateParameter {
  component: 'header' | 'body' | 'button';
  index?: number | undefined;
  /** `text`, or the kind of media: `image`, `video`, `document`, `location`, or `coupon_code`. */
  kind: string;
  name?: string | undefined;
  example?: string | undefined;
}

/**
 * The port to WhatsApp. Every adapter passes channels/conformance.ts. What an adapter cannot do is refused at accept.
 * Where a method says so, it throws ChannelError (an AppError: provider_refused or provider_unreachable).
 */
export interface Channel {
  readonly kind: ChannelKind;
  readonly capabilities: ChannelCapabilities;
  /** Never throws for what the provider or the network did. */
  connect(connection: Connection, webhookUrl: string): Promise<ConnectOutcome>;
  /** Asks the provider of credentials that nobody stored, where there are some. Never throws for what the provider did. */
  testCredentials?(credentials: TestCredentials): Promise<CredentialsTest>;
  /** @throws ChannelError; the instance counts as disconnected all the same */
  disconnect(connection: Connection): Promise<void>;
  /** Never throws for what the provider or the network did; that is in the outcome. Settles within 20 s. */
  send(connection: Connection, message: OutboundMessage): Promise<SendOutcome>;
  /** @throws ChannelError */
  markRead(connection: Connection, whatsappId: string): Promise<void>;
  /**
   * Shows "typing…"; `answering` is the WhatsApp id of the last inbound message. Without one, a channel that types only
   * as an answer does nothing. On the Cloud API it also marks that message as read.
   * @throws ChannelError
   */
  showTyping(
    connection: Connection,
    to: { recipient: Recipient; answering: string | undefined },
  ): Promise<void>;
  /** Gives a file to WhatsApp, for `MediaSource` of kind provider. @throws ChannelError */
  uploadMedia(
    connection: Connection,
    file: UploadedFile,
  ): Promise<{ providerMediaId: string; expiresAt: Date }>;
  /** Whether an uploaded file can be sent as this kind too; without it, as any. */
  canSendUploadAs?(providerMediaId: string, kind: MediaKind): boolean;
  /** Opens inbound media for reading; an error of the stream itself means that it was cut off. @throws ChannelError */
  downloadMedia(
    connection: Connection,
    providerMediaId: string,
  ): Promise<{
    body: NodeJS.ReadableStream;
    mimeType: string;
    sizeBytes: number | undefined;
    sha256: string | undefined;
  }>;
  /** All templates, whatever their status. @throws ChannelError */
  templates(connection: Connection): Promise<Template[]>;
  /** Makes the WhatsApp id of a message about to be accepted, where it is ours to choose. */
  newWhatsappId?(): string;
  /** Asked right before an attempt, where the account has to be used as a person would. */
  pace?(connection: Connection, message: PacedMessage): Promise<Pace>;
  /** What `send` writes to the provider, without credentials, where it speaks HTTP. @throws when it cannot be written down */
  requestOf?(connection: Connection, message: OutboundMessage): ProviderRequest;
  /** The `eventKey`s under which updates about a message are kept, of those that can be told from the message alone. */
  updateKeys(message: ToldMessage): string[];
  /** Where a number is connected by a session that one process holds. */
  readonly sessions?: ChannelSessions;
  /** Reads one stored provider event. @throws when it cannot be understood; the event is then set aside, not lost. */
  interpret(payload: unknown): InboundUpdate[];
}

/** Which process may send for an instance: `nowhere` while no session is open. */
export type SessionPlace = 'here' | 'elsewhere' | 'nowhere';

/**
 * The sessions of a channel that keeps a connection open for each number. Methods that need the session reach the process
 * that holds it, wherever they are called. @throws ChannelError when WhatsApp refuses, AppError session_not_open when there is
 * no session or it does not answer in time
 */
export interface ChannelSessions {
  placeOf(instanceId: InstanceId): Promise<SessionPlace>;
  /** The QR code that waits to be scanned. Its text is a secret: whoever scans it owns the session. */
  qrCode(connection: Connection): Promise<{ text: string; expiresAt: Date } | undefined>;
  /** The code to type on the phone, for linking by number instead of by QR code. */
  requestPairingCode(connection: Connection, phoneNumber: string): Promise<{ code: string; expiresAt: Date }>;
  /** Ends the link itself: the keys are wiped, and a new scan is needed. */
  logOut(connection: Connection): Promise<void>;
  /** What WhatsApp said of the account's own limits; undefined before it was asked. */
  limitsOf(connection: Connection): Promise<AccountLimits | undefined>;
  ownersOf(tenantId: TenantId, instanceIds: InstanceId[]): Promise<ReadonlyMap<InstanceId, SessionOwner>>;
  /** Whether a number is on WhatsApp, kept for days. `phoneNumber` is E.164. */
  findNumber(connection: Connection, phoneNumber: string): Promise<{ whatsappId: string } | undefined>;
  groups: ChannelGroups;
}

/** How WhatsApp itself limits an account. */
export interface AccountLimits {
  checkedAt: Date | null;
  /** Until then only those who wrote before may be written to. */
  newChatsLockedUntil: Date | null;
  /** How many new chats may be begun in this cycle. */
  newChats: { used: number | null; total: number | null; cycleEndsAt: Date | null } | null;
}

/** The process that holds a session. */
export interface SessionOwner {
  workerId: string;
  /** Host and process. */
  name: string;
}

export interface GroupMember {
  whatsappId: string;
  /** E.164, when WhatsApp told it. */
  phoneNumber: string | null;
  isAdmin: boolean;
}

export interface Group {
  id: string;
  subject: string;
  description: string | null;
  createdAt: Date | null;
  members: GroupMember[];
}

export type GroupMemberChange = 'add' | 'remove' | 'promote' | 'demote';

/** Groups of a number; `members` are E.164 numbers or WhatsApp ids. */
export interface ChannelGroups {
  list(connection: Connection): Promise<Group[]>;
  get(connection: Connection, groupId: string): Promise<Group>;
  create(connection: Connection, group: { subject: string; members: string[] }): Promise<Group>;
  /** @returns for each member what WhatsApp said; `code` is 200 when it was done */
  changeMembers(
    connection: Connection,
    groupId: string,
    change: { kind: GroupMemberChange; members: string[] },
  ): Promise<{ member: string; code: number }[]>;
  leave(connection: Connection, groupId: string): Promise<void>;
}
