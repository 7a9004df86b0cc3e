import { createHmac } from 'node:crypto';
import { Curve, proto } from 'baileys';
import type { Account } from '../accounts/account.ts';
import { owned } from '../accounts/key-bundle.ts';

// Prefixes of what is signed: by the account for a device, and by the device for the account.
const ACCOUNT_SIGNATURE_PREFIX = Buffer.from([6, 0]);
const DEVICE_SIGNATURE_PREFIX = Buffer.from([6, 1]);

/** What an account says of a device that it links. */
export interface DeviceClaim {
  readonly account: Account;
  /** The device's Signal identity key. */
  readonly identityKey: Uint8Array;
  readonly keyIndex: number;
  readonly timestampSeconds: number;
}

/** An account's signature under a device. */
export interface DeviceIdentity {
  readonly details: Buffer;
  /** An encoded `ADVSignedDeviceIdentity`. */
  readonly signed: Buffer;
}

/** The phone vouches for a device with its identity key. */
export function signDeviceIdentity(claim: DeviceClaim): DeviceIdentity {
  const { account, identityKey, keyIndex, timestampSeconds } = claim;
  const details = Buffer.from(
    proto.ADVDeviceIdentity.encode({
      rawId: account.registrationId,
      timestamp: timestampSeconds,
      keyIndex,
      accountType: proto.ADVEncryptionType.E2EE,
      deviceType: proto.ADVEncryptionType.E2EE,
    }).finish(),
  );
  const accountSignature = Curve.sign(
    account.identity.private,
    Buffer.concat([ACCOUNT_SIGNATURE_PREFIX, details, identityKey]),
  );
  const signed = proto.ADVSignedDeviceIdentity.encode({
    details,
    accountSignatureKey: account.identity.public,
    accountSignature,
  }).finish();
  return { details, signed: owned(signed) };
}

/** Wraps the identity so that only a device with this secret, which was in its QR code, takes it. */
export function sealDeviceIdentity(identity: DeviceIdentity, advSecret: Buffer): Buffer {
  const hmac = createHmac('sha256', advSecret).update(identity.signed).digest();
  return Buffer.from(proto.ADVSignedDeviceIdentityHMAC.encode({ details: identity.signed, hmac }).finish());
}

/** Whether the device signed for the account in return. */
export function isSignedByDevice(answer: Uint8Array, claim: DeviceClaim): boolean {
  const { details, deviceSignature } = proto.ADVSignedDeviceIdentity.decode(answer);
  if (!details || !deviceSignature) return false;
  const signed = Buffer.concat([
    DEVICE_SIGNATURE_PREFIX,
    details,
    claim.identityKey,
    claim.account.identity.public,
  ]);
  return Curve.verify(claim.identityKey, signed, Buffer.from(deviceSignature));
}
