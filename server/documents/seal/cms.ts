/** CAdES-B-B (ETSI EN 319 122-1): detached CMS with the signing certificate bound in by signing-certificate-v2. */
import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '@anban/foundation/result';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { arrayBuffer, engine } from './certificate.ts';
import type { KeyPair } from './certificates.ts';
import type { SealFault, SealIdentity, SealSigner } from './signer.ts';

export const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** A seal whose key lies in a file of this centre. */
export class FileSealSigner implements SealSigner {
  readonly identity: SealIdentity;
  readonly #key: CryptoKey;
  readonly #certificate: pkijs.Certificate;
  readonly #chain: readonly pkijs.Certificate[];
  readonly #certificateDigest: Buffer;

  /** `chain`: DER of the issuers, sent along so that a reader can build the path. */
  constructor(identity: SealIdentity, pair: KeyPair, chain: readonly Buffer[]) {
    this.identity = identity;
    this.#key = pair.key;
    this.#certificate = pkijs.Certificate.fromBER(arrayBuffer(pair.certificate));
    this.#chain = chain.map((der) => pkijs.Certificate.fromBER(arrayBuffer(der)));
    this.#certificateDigest = sha256(pair.certificate);
  }

  async sign(bytes: Uint8Array, at: number): Promise<Result<Buffer, SealFault>> {
    const fault = this.#validityFault(at);
    if (fault !== null) return fail(fault);
    const { issuer, serialNumber } = this.#certificate;
    const signer = new pkijs.SignerInfo({
      version: 1,
      sid: new pkijs.IssuerAndSerialNumber({ issuer, serialNumber }),
      signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes: this.#attributes(sha256(bytes)) }),
    });
    const signed = new pkijs.SignedData({
      version: 1,
      encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: OID.data }),
      signerInfos: [signer],
      certificates: [this.#certificate, ...this.#chain],
    });
    await signed.sign(this.#key, 0, 'SHA-256', undefined, engine);
    const content = new pkijs.ContentInfo({ contentType: OID.signedData, content: signed.toSchema(true) });
    return ok(Buffer.from(content.toSchema().toBER()));
  }

  /** No signing-time: PAdES wants it only in the signature dictionary (EN 319 142-1, 6.3). */
  #attributes(digest: Buffer): pkijs.Attribute[] {
    const attribute = (type: string, value: asn1js.BaseBlock) => new pkijs.Attribute({ type, values: [value] });
    const octets = (bytes: Buffer) => new asn1js.OctetString({ valueHex: arrayBuffer(bytes) });
    // ESSCertIDv2 with SHA-256, its default, so that only the digest stands there.
    const sequence = (value: asn1js.BaseBlock) => new asn1js.Sequence({ value: [value] });
    const certificate = sequence(sequence(sequence(octets(this.#certificateDigest))));
    return [
      attribute(OID.contentType, new asn1js.ObjectIdentifier({ value: OID.data })),
      attribute(OID.messageDigest, octets(digest)),
      attribute(OID.signingCertificateV2, certificate),
    ];
  }

  #validityFault(at: number): SealFault | null {
    const { notBefore, notAfter } = this.#certificate;
    const { sealName, authority } = this.identity;
    const hint = `certificate of ${authority} ${sealName}: ${notBefore.value.toISOString()} to ${notAfter.value.toISOString()}`;
    if (at > notAfter.value.getTime())
      return { name: 'seal-certificate-expired', message: `“${sealName}”的证书已过期，不能用印。`, hint, code: 'D-21' };
    if (at < notBefore.value.getTime())
      return {
        name: 'seal-certificate-not-yet-valid',
        message: `“${sealName}”的证书尚未生效，不能用印。`,
        hint,
        code: 'D-22',
      };
    return null;
  }
}
