import { Curve, type KeyPair, proto } from 'baileys';

/** The server's own certificate chain: a root that clients are told of, and what it vouches for. */
export interface CertificateChain {
  /** The root's public key in hex. */
  readonly root: string;
  /** The server's static key pair. */
  readonly serverKey: KeyPair;
  /** The chain as the handshake carries it. */
  readonly bytes: Uint8Array;
}

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Makes a chain: the root signs an intermediate key (whose issuer has serial 0), that signs the server's. */
export function createCertificateChain(nowSeconds: number): CertificateChain {
  const root = Curve.generateKeyPair();
  const intermediate = Curve.generateKeyPair();
  const serverKey = Curve.generateKeyPair();
  const validity = { notBefore: nowSeconds - YEAR_SECONDS, notAfter: nowSeconds + 10 * YEAR_SECONDS };
  const bytes = proto.CertChain.encode({
    intermediate: signed(root, { ...validity, serial: 1, issuerSerial: 0, key: intermediate.public }),
    leaf: signed(intermediate, { ...validity, serial: 2, issuerSerial: 1, key: serverKey.public }),
  }).finish();
  return { root: Buffer.from(root.public).toString('hex'), serverKey, bytes };
}

function signed(
  issuer: KeyPair,
  content: proto.CertChain.NoiseCertificate.IDetails,
): proto.CertChain.INoiseCertificate {
  const details = Buffer.from(proto.CertChain.NoiseCertificate.Details.encode(content).finish());
  return { details, signature: Curve.sign(issuer.private, details) };
}
