/** Page printer and document camera: their part of the HTTP interface. */
import { Router } from 'express';
import { z } from 'zod';
import type { DocumentCameraEmulator } from '../document-camera/emulator.ts';
import { SIGHTS, type Sight } from '../document-camera/page.ts';
import type { PagePrinterEmulator } from '../page-printer/emulator.ts';
import { PAGE_PRINTER_ACTIONS } from '../page-printer/hands.ts';

export interface FurtherDevices {
  readonly pagePrinter: PagePrinterEmulator;
  readonly documentCamera: DocumentCameraEmulator;
}

const SIGHT_NAMES = z.custom<Sight>((name) => typeof name === 'string' && Object.hasOwn(SIGHTS, name));

const FurtherRequest = z.union([
  z.strictObject({ device: z.literal('page-printer'), action: z.enum(PAGE_PRINTER_ACTIONS) }),
  z.strictObject({ device: z.literal('document-camera'), action: z.literal('show'), sight: SIGHT_NAMES }),
  z.strictObject({ device: z.literal('document-camera'), action: z.enum(['unplug', 'replug']) }),
]);
type FurtherRequest = z.infer<typeof FurtherRequest>;

const stateOf = ({ pagePrinter, documentCamera }: FurtherDevices) => ({
  pagePrinter: { ...pagePrinter.state, url: pagePrinter.url, jobs: pagePrinter.jobs },
  documentCamera: { ...documentCamera.state, url: documentCamera.url },
});

async function act(devices: FurtherDevices, request: FurtherRequest): Promise<void> {
  const { pagePrinter, documentCamera } = devices;
  if (request.device === 'page-printer') await pagePrinter.handle(request.action);
  else if (request.action === 'show') documentCamera.show(request.sight);
  else await documentCamera[request.action]();
}

/** GET and POST /api/further; 204 where the panel has no such devices. */
export function furtherRoutes(devices: FurtherDevices | undefined): Router {
  const router = Router();
  if (devices === undefined) {
    router.get('/further', (_request, response) => void response.status(204).end());
    return router;
  }
  router.get('/further', (_request, response) => {
    response.json(stateOf(devices));
  });
  router.post('/further', async (request, response) => {
    const parsed = FurtherRequest.safeParse(request.body);
    if (!parsed.success) {
      response.status(400).json({ error: 'There is no such device, or it has no such action' });
      return;
    }
    await act(devices, parsed.data);
    response.json(stateOf(devices));
  });
  return router;
}
