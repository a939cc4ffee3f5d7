/** X.509 certificates of seals and their root (RFC 5280), names as UTF8String so that Chinese survives. */
import { randomBytes } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

/** RSA, because every reader of PDF checks it; a seal service may bring its own. */
export const SIGNATURE_ALGORITHM = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: Uint8Array.of(1, 0, 1),
} as const;

export const engine = new pkijs.CryptoEngine({ name: 'node', crypto: globalThis.crypto });

/** A fresh ArrayBuffer with just these bytes: asn1js wants no view into a larger one. */
export const arrayBuffer = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

export interface Names {
  readonly common: string;
  readonly organisation: string;
}

export interface CertificateRequest {
  readonly subject: Names;
  readonly publicKey: CryptoKey;
  /** DER of the issuer; null makes a root that signs itself. */
  readonly issuer: Buffer | null;
  readonly signingKey: CryptoKey;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

const ATTRIBUTE = { country: '2.5.4.6', organisation: '2.5.4.10', common: '2.5.4.3' };
const EXTENSION = { keyUsage: '2.5.29.15', basicConstraints: '2.5.29.19', extendedKeyUsage: '2.5.29.37' };
/** e-mail protection, for readers that know no other purpose, and document signing (RFC 9336). */
const PURPOSES = ['1.3.6.1.5.5.7.3.4', '1.3.6.1.5.5.7.3.36'];
/** Bits of KeyUsage: keyCertSign and cRLSign; digitalSignature and nonRepudiation. */
const USAGE = { root: { bits: 0x06, unused: 1 }, seal: { bits: 0xc0, unused: 6 } };

/** DER of the new certificate. */
export async function newCertificate(request: CertificateRequest): Promise<Buffer> {
  const certificate = new pkijs.Certificate({ version: 2 });
  const serial = randomBytes(16);
  serial.writeUInt8((serial.readUInt8(0) & 0x7f) | 0x40, 0);
  certificate.serialNumber = new asn1js.Integer({ valueHex: arrayBuffer(serial) });
  certificate.subject = distinguishedName(request.subject);
  certificate.issuer =
    request.issuer === null ? certificate.subject : pkijs.Certificate.fromBER(arrayBuffer(request.issuer)).subject;
  certificate.notBefore = new pkijs.Time({ type: 0, value: request.notBefore });
  certificate.notAfter = new pkijs.Time({ type: 0, value: request.notAfter });
  certificate.extensions = extensionsOf(request.issuer === null);
  await certificate.subjectPublicKeyInfo.importKey(request.publicKey, engine);
  await certificate.sign(request.signingKey, 'SHA-256', engine);
  return Buffer.from(certificate.toSchema(true).toBER());
}

/** One attribute per relative name, as readers expect; PKI.js by itself would put all into one. */
function distinguishedName({ common, organisation }: Names): pkijs.RelativeDistinguishedNames {
  const relative = (type: string, value: asn1js.BaseBlock) => {
    const pair = new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: type }), value] });
    return new asn1js.Set({ value: [pair] });
  };
  const names = new asn1js.Sequence({
    value: [
      relative(ATTRIBUTE.country, new asn1js.PrintableString({ value: 'CN' })),
      relative(ATTRIBUTE.organisation, new asn1js.Utf8String({ value: organisation })),
      relative(ATTRIBUTE.common, new asn1js.Utf8String({ value: common })),
    ],
  });
  return pkijs.RelativeDistinguishedNames.fromBER(names.toBER());
}

function extensionsOf(isRoot: boolean): pkijs.Extension[] {
  const extension = (extnID: string, critical: boolean, value: asn1js.BaseBlock) =>
    new pkijs.Extension({ extnID, critical, extnValue: value.toBER() });
  const { bits, unused } = isRoot ? USAGE.root : USAGE.seal;
  const usage = new asn1js.BitString({ valueHex: Uint8Array.of(bits).buffer, unusedBits: unused });
  const purposes = PURPOSES.map((value) => new asn1js.ObjectIdentifier({ value }));
  return [
    extension(EXTENSION.basicConstraints, true, new pkijs.BasicConstraints({ cA: isRoot }).toSchema()),
    extension(EXTENSION.keyUsage, true, usage),
    ...(isRoot ? [] : [extension(EXTENSION.extendedKeyUsage, false, new asn1js.Sequence({ value: purposes }))]),
  ];
}
