// @peculiar/x509 resolves its parts through reflection and needs this first.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** The certificate of the media server and the authority that signed it, in PEM. */
export interface ServerCertificate {
  readonly authority: string;
  readonly certificate: string;
  readonly privateKey: string;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 60 * 60 * 1000;
const VALID_DAYS = 365;

/**
 * Makes a certificate for a host, signed by an authority of its own. It is good for WhatsApp's media hosts too: Baileys
 * has one of them built in, and a test may lead that name here.
 */
export async function createServerCertificate(host: string): Promise<ServerCertificate> {
  const validity = {
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + VALID_DAYS * DAY_MS),
  };
  const authorityKeys = await generateKeys();
  const authority = await x509.X509CertificateGenerator.createSelfSigned(
    {
      ...validity,
      serialNumber: '01',
      name: 'CN=WhatsApp Web Simulator CA',
      keys: authorityKeys,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new x509.BasicConstraintsExtension(true, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      ],
    },
    webcrypto,
  );
  const keys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.create(
    {
      ...validity,
      serialNumber: '02',
      subject: 'CN=WhatsApp Web Simulator media',
      issuer: authority.subject,
      publicKey: keys.publicKey,
      signingKey: authorityKeys.privateKey,
      signingAlgorithm: ALGORITHM,
      extensions: [new x509.SubjectAlternativeNameExtension(namesFor(host))],
    },
    webcrypto,
  );
  const privateKey = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    authority: authority.toString('pem'),
    certificate: certificate.toString('pem'),
    privateKey: x509.PemConverter.encode(privateKey, 'PRIVATE KEY'),
  };
}

async function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

function namesFor(host: string): x509.JsonGeneralName[] {
  const addresses = new Set(['127.0.0.1', ...(/^[\d.]+$/.test(host) ? [host] : [])]);
  const names = ['localhost', 'mmg.whatsapp.net', 'media.whatsapp.net'];
  return [
    ...[...addresses].map((value) => ({ type: 'ip' as const, value })),
    ...names.map((value) => ({ type: 'dns' as const, value })),
  ];
}
