/** Social security cards on the panel: one of plastic in a slot, one on a phone before the scanner. */
import { Router } from 'express';
import { z } from 'zod';
import { type QrScannerEmulator, SCREENS } from '../qr-scanner/emulator.ts';
import { SSC_KINDS, type SscKind } from '../social-security-card/content.ts';
import type { Desk } from './devices.ts';

export interface SocialSecurityCards {
  readonly scanner: Pick<QrScannerEmulator, 'state' | 'show' | 'take' | 'unplug' | 'replug'>;
  /** Null: no virtual reader is known. */
  readonly slot: {
    readonly state: { readonly personId: string | null; readonly kind: SscKind | null };
    insert(personId: string, kind: SscKind): Promise<void>;
    remove(): void;
  } | null;
  /** A fresh code of this person's phone; null: nobody issues any. */
  readonly phone: ((personId: string) => Promise<string>) | null;
}

const Request = z.union([
  z.strictObject({ action: z.literal('insert'), person: z.string(), kind: z.enum(SSC_KINDS).default('2.0') }),
  z.strictObject({ action: z.literal('remove') }),
  z.strictObject({ action: z.literal('phone'), person: z.string(), screen: z.enum(SCREENS).default('bright') }),
  z.strictObject({
    action: z.literal('code'),
    code: z.string().min(1).max(2000),
    screen: z.enum(SCREENS).default('bright'),
  }),
  z.strictObject({ action: z.enum(['take-phone', 'unplug-scanner', 'replug-scanner']) }),
]);

async function act({ slot, phone, scanner }: SocialSecurityCards, request: z.infer<typeof Request>): Promise<void> {
  switch (request.action) {
    case 'insert':
      return slot?.insert(request.person, request.kind);
    case 'remove':
      return slot?.remove();
    case 'phone': {
      const code = await phone?.(request.person);
      if (code !== undefined) scanner.show(code, request.screen);
      return;
    }
    case 'code':
      return scanner.show(request.code, request.screen);
    case 'take-phone':
      return scanner.take();
    case 'unplug-scanner':
      return scanner.unplug();
    case 'replug-scanner':
      return scanner.replug();
  }
}

/** GET and POST /api/social-security-cards; 204 where there are none. */
export function socialSecurityRoutes(desk: Desk): Router {
  const router = Router();
  const { cards, people } = desk;
  if (cards === undefined) {
    router.get('/social-security-cards', (_request, response) => void response.status(204).end());
    return router;
  }
  const state = () => ({
    slot: cards.slot === null ? null : cards.slot.state,
    phone: { screen: cards.scanner.state.phone, issues: cards.phone !== null },
    scanner: { plugged: cards.scanner.state.plugged },
  });
  router.get('/social-security-cards', (_request, response) => {
    response.json(state());
  });
  router.post('/social-security-cards', async (request, response) => {
    const parsed = Request.safeParse(request.body);
    const known = parsed.success && (!('person' in parsed.data) || people.some(({ id }) => id === request.body.person));
    if (!parsed.success || !known) {
      response.status(400).json({ error: 'There is no such person, or no such action' });
      return;
    }
    await act(cards, parsed.data);
    response.json(state());
  });
  return router;
}

/** The slot empty, the scanner plugged in, no phone before it. */
export function tidyCards({ cards }: Desk): void {
  cards?.slot?.remove();
  cards?.scanner.replug();
  cards?.scanner.take();
}
