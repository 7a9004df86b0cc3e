import { proto } from 'baileys';
import { type KeyBundle, PreKeyStock, owned } from '../accounts/key-bundle.ts';

/** What an unlinked client says of itself in its first payload. */
export interface Registration {
  readonly keys: KeyBundle;
  /** Such as `CHROME`. */
  readonly platform: string;
  readonly os: string;
  /** Whether it asks for the whole history. */
  readonly requiresFullSync: boolean;
}

/** Reads the registration out of a payload. Throws when a key is missing. */
export function readRegistration(data: proto.ClientPayload.IDevicePairingRegistrationData): Registration {
  const { eRegid, eIdent, eSkeyId, eSkeyVal, eSkeySig, deviceProps } = data;
  if (!eRegid || !eIdent || !eSkeyId || !eSkeyVal || !eSkeySig)
    throw new Error('The client’s registration lacks a key');
  return {
    keys: {
      registrationId: bigEndian(eRegid),
      identityKey: owned(eIdent),
      signedPreKey: {
        id: bigEndian(eSkeyId),
        publicKey: owned(eSkeyVal),
        signature: owned(eSkeySig),
      },
      preKeys: new PreKeyStock(),
    },
    ...readDeviceProps(deviceProps ?? Buffer.alloc(0)),
  };
}

function readDeviceProps(bytes: Uint8Array): Omit<Registration, 'keys'> {
  const props = proto.DeviceProps.decode(bytes);
  return {
    platform: proto.DeviceProps.PlatformType[props.platformType ?? 0] ?? 'UNKNOWN',
    os: props.os ?? '',
    requiresFullSync: props.requireFullSync ?? false,
  };
}

/** The number that these bytes are, the most significant first. */
export function bigEndian(bytes: Uint8Array): number {
  return bytes.reduce((number, byte) => number * 256 + byte, 0);
}
