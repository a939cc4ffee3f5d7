/** Looking at a PDF that somebody brings: is there a seal of ours on it, and does it still fit the bytes? */
import * as pkijs from 'pkijs';
import { arrayBuffer, engine } from './certificate.ts';

export type SealState =
  /** No signature that could be read. */
  | 'unsigned'
  /** Signed by somebody whose certificate is not under our roots. */
  | 'foreign'
  /** Ours, and the bytes are no longer those that were signed, or some were added. */
  | 'broken'
  | 'intact';

const BYTE_RANGE = /\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g;

/** Checks the last signature of the file, which is the one that must cover all of it. */
export async function inspectSeal(file: Buffer, roots: readonly Buffer[]): Promise<SealState> {
  const found = lastSignature(file);
  if (found === null) return 'unsigned';
  const { signed, cms, whole } = found;
  const data = signedDataOf(cms);
  const [signer] = data?.signerInfos ?? [];
  if (data === null || signer === undefined) return 'unsigned';
  if (!(await isUnder(data, roots))) return 'foreign';
  const intact = whole && (await fits(data, signed));
  return intact ? 'intact' : 'broken';
}

interface FoundSignature {
  readonly signed: Buffer;
  readonly cms: Buffer;
  /** Whether the ranges cover the file from the first to the last byte. */
  readonly whole: boolean;
}

function lastSignature(file: Buffer): FoundSignature | null {
  const match = [...file.toString('latin1').matchAll(BYTE_RANGE)].at(-1);
  if (match === undefined) return null;
  const [start = 0, length = 0, next = 0, rest = 0] = match.slice(1).map(Number);
  if (next < start + length || next + rest > file.length)
    return { signed: file, cms: gapOf(file, start + length, next), whole: false };
  const signed = Buffer.concat([file.subarray(start, start + length), file.subarray(next, next + rest)]);
  return { signed, cms: gapOf(file, start + length, next), whole: start === 0 && next + rest === file.length };
}

/** Between the ranges stands `<hex, filled up with zeros>`. */
const gapOf = (file: Buffer, from: number, to: number): Buffer =>
  Buffer.from(file.toString('latin1', from + 1, Math.max(from + 1, to - 1)), 'hex');

function signedDataOf(cms: Buffer): pkijs.SignedData | null {
  try {
    const content = pkijs.ContentInfo.fromBER(arrayBuffer(cms));
    return new pkijs.SignedData({ schema: content.content });
  } catch {
    return null;
  }
}

/** The signer's certificate is the first one; it must be signed by a root of ours that we hold ourselves. */
async function isUnder(data: pkijs.SignedData, roots: readonly Buffer[]): Promise<boolean> {
  const certificate = data.certificates?.find((one) => one instanceof pkijs.Certificate);
  if (!(certificate instanceof pkijs.Certificate)) return false;
  for (const der of roots) {
    const root = pkijs.Certificate.fromBER(arrayBuffer(der));
    if (await certificate.verify(root, engine).catch(() => false)) return true;
  }
  return false;
}

async function fits(data: pkijs.SignedData, signed: Buffer): Promise<boolean> {
  try {
    const content = arrayBuffer(signed);
    return await data.verify({ signer: 0, data: content, checkChain: false }, engine);
  } catch {
    return false;
  }
}
