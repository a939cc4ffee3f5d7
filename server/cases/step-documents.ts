/**
 * The documents of one step: ordered, the older ones that they replace ended, and one service part per recipient, so that
 * what belongs together is served together.
 */
import { newId } from '@anban/foundation/ids';
import { ok, type Result } from '@anban/foundation/result';
import { dayInChina } from '../contract/common.ts';
import { DOCUMENT_KINDS, type DocumentKind, type Recipient } from '../documents/register.ts';
import type { Desk, PendingStep } from './cascade.ts';
import { type Broken, SYSTEM } from './model.ts';
import type { OrderedDocument } from './services.ts';
import type { DocumentOrder, Effects } from './step.ts';

interface Paper extends OrderedDocument {
  readonly kind: DocumentKind;
  readonly recipients: readonly Recipient[];
}

/** Answers the first events of the service parts; every recipient other than the file has one. */
export async function orderDocuments(
  desk: Desk,
  step: PendingStep,
  { documents = [], ends = [] }: Effects,
): Promise<Result<PendingStep[], Broken>> {
  const papers = await orderAll(desk, step, documents);
  if (!papers.ok) return papers;
  const { tx, services, regionCode, caseId } = desk;
  if (ends.length > 0) {
    const { partId, id: eventId } = step;
    await services.documents.end(tx, { regionCode, caseId, partId, kinds: ends, eventId, newer: papers.value });
  }
  return ok(await serviceParts(desk, step, papers.value));
}

async function orderAll(
  { tx, services, parts, file, regionCode, caseId, at }: Desk,
  step: PendingStep,
  orders: readonly DocumentOrder[],
): Promise<Result<Paper[], Broken>> {
  const { number: caseNumber } = parts.view();
  const papers: Paper[] = [];
  for (const order of orders) {
    const { kind, recipients } = order;
    const about = { regionCode, caseId, caseNumber, partId: step.partId, eventId: step.id, file: await file.read() };
    const ordered = await services.documents.order(tx, { ...about, order, recipients, issuedOn: dayInChina(at) });
    if (!ordered.ok) return ordered;
    papers.push({ ...ordered.value, kind, recipients });
  }
  return ok(papers);
}

async function serviceParts(desk: Desk, step: PendingStep, papers: readonly Paper[]): Promise<PendingStep[]> {
  const recipients = new Set(papers.flatMap((paper) => paper.recipients));
  recipients.delete('file');
  if (recipients.size === 0) return [];
  const { electronic } = (await desk.file.read()).service;
  return [...recipients].map((recipient) => {
    const own = papers.filter((paper) => paper.recipients.includes(recipient));
    return {
      id: newId(),
      partId: desk.parts.add(desk.services.machines, 'service').id,
      event: 'ORDERED',
      data: {
        recipient,
        documents: own.map(({ documentId }) => documentId),
        // As the proof of service names them.
        papers: own.map(({ kind, number }) => ({ name: DOCUMENT_KINDS[kind].name, number })),
        partId: step.partId,
        event: step.event,
        eventId: step.id,
        electronic,
      },
      actor: SYSTEM,
    };
  });
}
