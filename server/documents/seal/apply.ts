/** Puts the seal on a PDF: its picture as the appearance of a signature field, its signature over the whole file. */
import { ok, type Result } from '@anban/foundation/result';
import { pdflibAddPlaceholder } from '@signpdf/placeholder-pdf-lib';
import { Signer, SignPdf } from '@signpdf/signpdf';
import { PDFDict, PDFDocument, PDFHexString, PDFName } from 'pdf-lib';
import type { SealFault, SealSigner } from './signer.ts';

/** 42 mm in points. */
export const SEAL_POINTS = (42 / 25.4) * 72;
/** Bytes kept free for the CMS: two certificates of 2048 bits and the attributes are about 2,600. */
const SIGNATURE_BYTES = 6_000;

export interface SealPlace {
  /** From 1. */
  readonly page: number;
  /** Middle of the seal in points from the left and from the top. */
  readonly x: number;
  readonly y: number;
}

export interface Sealing {
  readonly pdf: Uint8Array;
  readonly place: SealPlace;
  /** One page of 42 mm with the seal on it. */
  readonly picture: Uint8Array;
  readonly signer: SealSigner;
  readonly reason: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export async function applySeal({
  pdf,
  place,
  picture,
  signer,
  reason,
  at,
}: Sealing): Promise<Result<Buffer, SealFault>> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const page = document.getPage(place.page - 1);
  const left = place.x - SEAL_POINTS / 2;
  const bottom = page.getHeight() - place.y - SEAL_POINTS / 2;
  const [appearance] = await document.embedPdf(picture);
  if (appearance === undefined) throw new Error('the picture of the seal has no page');
  pdflibAddPlaceholder({
    pdfPage: page,
    ...{ reason: '', contactInfo: '', name: '', location: '' },
    signingTime: new Date(at),
    signatureLength: SIGNATURE_BYTES,
    subFilter: 'ETSI.CAdES.detached',
    widgetRect: [left, bottom, left + SEAL_POINTS, bottom + SEAL_POINTS],
  });
  await appearance.embed();
  widgetOf(document).set(PDFName.of('AP'), document.context.obj({ N: appearance.ref }));
  widgetOf(document).set(PDFName.of('TU'), PDFHexString.fromText(`${signer.identity.authority} ${reason}`));
  const prepared = await document.save({
    useObjectStreams: true,
    addDefaultPage: false,
    updateFieldAppearances: false,
  });
  const adapter = new SignerAdapter(signer, at);
  const signed = await new SignPdf().sign(Buffer.from(prepared), adapter).catch((cause: unknown) => {
    if (adapter.fault === null) throw cause;
    return null;
  });
  if (signed === null && adapter.fault !== null) return { ok: false, fault: adapter.fault };
  return ok(signed ?? Buffer.alloc(0));
}

/** The one field that the placeholder just made. */
function widgetOf(document: PDFDocument): PDFDict {
  const fields = document.catalog.getAcroForm()?.Fields();
  const widget = fields === undefined ? undefined : document.context.lookup(fields.get(fields.size() - 1));
  if (!(widget instanceof PDFDict)) throw new Error('the signature field is missing');
  return widget;
}

/** signpdf knows only signers that answer or throw. */
class SignerAdapter extends Signer {
  readonly #signer: SealSigner;
  readonly #at: number;
  fault: SealFault | null = null;

  constructor(signer: SealSigner, at: number) {
    super();
    this.#signer = signer;
    this.#at = at;
  }

  override async sign(bytes: Buffer): Promise<Buffer> {
    const cms = await this.#signer.sign(bytes, this.#at);
    if (cms.ok) return cms.value;
    this.fault = cms.fault;
    throw new Error(cms.fault.name);
  }
}
