import { type BinaryNode, encodeBigEndian, getBinaryNodeChild, getBinaryNodeChildren } from 'baileys';

/** The public half of a key, with the id under which its device knows it. */
export interface PublicKey {
  readonly id: number;
  readonly publicKey: Uint8Array;
}

/** What another device needs to start a Signal session with a device. */
export interface KeyBundle {
  readonly registrationId: number;
  /** Identity key, 32 bytes. */
  readonly identityKey: Uint8Array;
  readonly signedPreKey: PublicKey & { readonly signature: Uint8Array };
  /** One-time prekey; absent once the device has run out of them. */
  readonly preKey?: PublicKey | undefined;
}

const curve25519KeyType = Buffer.from([5]);

/** The children of `<user>` in the answer to `encrypt get key`, or of a `<keys>` in a retry receipt. */
export function keyBundleNodes(bundle: KeyBundle): BinaryNode[] {
  const { signedPreKey, preKey } = bundle;
  return [
    leaf('type', curve25519KeyType),
    leaf('identity', bundle.identityKey),
    {
      tag: 'skey',
      attrs: {},
      content: [...publicKeyNodes(signedPreKey), leaf('signature', signedPreKey.signature)],
    },
    ...(preKey ? [{ tag: 'key', attrs: {}, content: publicKeyNodes(preKey) }] : []),
  ];
}

/** `<registration>`, which stands beside the keys. */
export function registrationNode(registrationId: number): BinaryNode {
  return leaf('registration', encodeBigEndian(registrationId));
}

/** Reads the bundle that a client adds to a retry receipt; undefined when it added none. */
export function keyBundleOfRetry(receipt: BinaryNode): KeyBundle | undefined {
  const keys = getBinaryNodeChild(receipt, 'keys');
  const registration = bytesOf(receipt, 'registration');
  const identityKey = keys && bytesOf(keys, 'identity');
  const signed = keys && getBinaryNodeChild(keys, 'skey');
  const signedPreKey = signed && publicKeyOf(signed);
  const signature = signed && bytesOf(signed, 'signature');
  if (!registration || !identityKey || !signedPreKey || !signature) return undefined;
  const [preKey] = getBinaryNodeChildren(keys, 'key');
  return {
    registrationId: numberOf(registration),
    identityKey,
    signedPreKey: { ...signedPreKey, signature },
    preKey: preKey && publicKeyOf(preKey),
  };
}

/** Reads `<key>` or `<skey>`: an id of three bytes and a value of 32. */
export function publicKeyOf(node: BinaryNode): PublicKey | undefined {
  const id = bytesOf(node, 'id');
  const publicKey = bytesOf(node, 'value');
  return id && publicKey && { id: numberOf(id), publicKey };
}

function publicKeyNodes(key: PublicKey): BinaryNode[] {
  return [leaf('id', encodeBigEndian(key.id, 3)), leaf('value', key.publicKey)];
}

function leaf(tag: string, content: Uint8Array): BinaryNode {
  return { tag, attrs: {}, content };
}

function bytesOf(node: BinaryNode, tag: string): Uint8Array | undefined {
  const content = getBinaryNodeChild(node, tag)?.content;
  return content instanceof Uint8Array ? content : undefined;
}

function numberOf(bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}
