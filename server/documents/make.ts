/** One document from its snapshot: rendered, and sealed where its kind bears a seal. No database. */
import { fail, type Result } from '@anban/foundation/result';
import { z } from 'zod';
import { type Authority, authorityOf, type UnknownRegion } from './authorities.ts';
import { DOCUMENT_KINDS, type DocumentKind } from './register.ts';
import type { DocumentRenderer, RenderFault } from './render.ts';
import { applySeal } from './seal/apply.ts';
import type { RealSeal } from './seal/seals.ts';
import type { SealFault } from './seal/signer.ts';
import type { DocumentServices } from './services.ts';

/** The fields as ordered, with what the order added. Other fields are the template's own. */
export const Snapshot = z.looseObject({
  number: z.string(),
  issuedOn: z.iso.date(),
  verificationCode: z.string(),
  authority: z.string().optional(),
  person: z.looseObject({ name: z.string() }),
});
export type Snapshot = z.infer<typeof Snapshot>;

export type MakeFault = RenderFault | SealFault | UnknownRegion;
export type Maker = Pick<DocumentServices, 'renderer' | 'seals' | 'publicUrl' | 'clock'>;

export interface MakeRequest {
  readonly regionCode: string;
  readonly kind: DocumentKind;
  readonly snapshot: Snapshot;
  /** Marks every page as a specimen. */
  readonly sample?: boolean;
}

/** The address in the QR code: the code alone (80 random bits name one document), so that the squares stay large. */
export const verifyAddress = (publicUrl: string, code: string): string => `${publicUrl}/verify?code=${code}`;

/** The bytes of the PDF. The signature carries the time of making; everything else depends on the snapshot alone. */
export async function makeDocument(maker: Maker, request: MakeRequest): Promise<Result<Buffer, MakeFault>> {
  const { regionCode, kind, snapshot } = request;
  const rule = DOCUMENT_KINDS[kind];
  const authority = authorityOf(regionCode, rule);
  if (!authority.ok) return authority;
  const { name, government, court, provinceCommittee, regionName } = authority.value;
  const rendered = maker.renderer.render({
    template: kind,
    data: {
      ...{ authority: name, government, court, provinceCommittee, regionName },
      ...snapshot,
      title: rule.name,
      verifyPage: `${maker.publicUrl}/verify`,
      sample: request.sample ?? false,
    },
    qr: verifyAddress(maker.publicUrl, snapshot.verificationCode),
    day: snapshot.issuedOn,
  });
  if (!rendered.ok) return rendered;
  const { pdf, seal: place } = rendered.value;
  if (rule.seal === 'none') return { ok: true, value: pdf };
  if (place === null) return fail({ name: 'template-failed', reason: `${kind} leaves no place for the seal` });
  const signer = await maker.seals.of(rule.seal, authority.value);
  const picture = sealPicture(maker, rule.seal, authority.value, signer.identity.sealName);
  if (!picture.ok) return picture;
  return applySeal({ pdf, place, picture: picture.value, signer, reason: rule.name, at: maker.clock.now() });
}

const pictures = new WeakMap<DocumentRenderer, Map<string, Buffer>>();

/** A seal looks the same on every document: drawn once per process. */
function sealPicture(
  { renderer }: Maker,
  seal: RealSeal,
  { name, sealRegion }: Authority,
  sealName: string,
): Result<Buffer, RenderFault> {
  const drawn = pictures.get(renderer) ?? new Map<string, Buffer>();
  pictures.set(renderer, drawn);
  const id = `${sealRegion}-${seal}`;
  const known = drawn.get(id);
  if (known !== undefined) return { ok: true, value: known };
  const rendered = renderer.render({ template: 'seal', data: { authority: name, name: sealName }, day: '2026-01-01' });
  if (!rendered.ok) return rendered;
  drawn.set(id, rendered.value.pdf);
  return { ok: true, value: rendered.value.pdf };
}
