/** The panel's HTTP interface under /api: used by its page and by the end-to-end tests. */
import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { onCamera, onPrinter, onReader, tidyUp } from './actions.ts';
import type { Desk } from './devices.ts';
import { furtherRoutes } from './further.ts';
import { requestsAbout } from './requests.ts';
import { SCENARIOS } from './scenarios.ts';
import { socialSecurityRoutes, tidyCards } from './social-security-cards.ts';
import { deskState, watchDesk } from './state.ts';
import type { Storyteller } from './storyteller.ts';
import { strangerTo } from './stranger.ts';

/** Where the other two pages are, when they are known. */
export type Links = { readonly kiosk: string | null; readonly officer: string | null };

/** In words, for whoever typed it: which field is wrong and why. */
function inWords(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join('; ');
}

/** Does what a valid request asks, then answers the new state; 400 with words for another. */
function taking<T>(desk: Desk, schema: z.ZodType<T>, act: (request: T) => Promise<void>) {
  return async (request: Request, response: Response): Promise<void> => {
    const parsed = schema.safeParse(request.body);
    if (!parsed.success) {
      response.status(400).json({ error: inWords(parsed.error) });
      return;
    }
    await act(parsed.data);
    response.json(deskState(desk));
  };
}

/** Server-sent events: the whole state at once, then after every change; several changes of one turn are sent once. */
function events(desk: Desk) {
  return (request: Request, response: Response): void => {
    response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.flushHeaders();
    let due = false;
    const send = (): void => {
      due = false;
      response.write(`data: ${JSON.stringify(deskState(desk))}\n\n`);
    };
    const stop = watchDesk(desk, () => {
      if (!due) setImmediate(send);
      due = true;
    });
    request.on('close', stop);
    send();
  };
}

async function answerPicture(
  response: Response,
  type: string,
  known: boolean,
  draw: () => Promise<Buffer>,
): Promise<void> {
  if (!known) {
    response.status(404).json({ error: 'There is no such picture' });
    return;
  }
  response.type(type).send(await draw());
}

export function api(desk: Desk, links: Links, storyteller: Storyteller): Router {
  const router = Router();
  const requests = requestsAbout(desk.people.map(({ id }) => id));
  const scenario = (id: string) => SCENARIOS.find((one) => one.id === id);
  const story = requests.scenario.refine(({ id }) => scenario(id) !== undefined, {
    error: 'There is no such scenario',
  });

  router.use(express.json({ limit: '16kb', strict: true }));
  router.get('/state', (_request, response) => {
    response.json(deskState(desk));
  });
  router.get('/events', events(desk));
  router.get('/links', (_request, response) => {
    response.json({ ...links, camera: desk.camera.url });
  });
  router.post(
    '/reader',
    taking(desk, requests.reader, (request) => onReader(desk, request)),
  );
  router.post(
    '/camera',
    taking(desk, requests.camera, (request) => onCamera(desk, request)),
  );
  router.post(
    '/printer',
    taking(desk, requests.printer, (request) => onPrinter(desk, request)),
  );
  router.use(furtherRoutes(desk.further));
  router.use(socialSecurityRoutes(desk));
  router.get('/tickets', (_request, response) => {
    response.json(desk.printer.tickets);
  });
  router.get('/tickets/:id.png', (request, response) => {
    const { id } = request.params;
    const known = desk.printer.tickets.some((ticket) => ticket.id === id);
    return answerPicture(response, 'png', known, () => desk.printer.png(id));
  });
  router.get('/people', (_request, response) => {
    response.json(desk.people.map((person) => ({ ...person, stranger: strangerTo(desk.people, person.id) })));
  });
  router.get('/people/:id.jpg', (request, response) => {
    const { id } = request.params;
    const known = desk.people.some((person) => person.id === id);
    return answerPicture(response, 'jpeg', known, () => desk.portrait(id));
  });
  router.get('/scenarios', (_request, response) => {
    response.json(SCENARIOS.map(({ id, title, see }) => ({ id, title, see })));
  });
  router.post(
    '/scenario',
    taking(desk, story, async ({ id }) => {
      const chosen = scenario(id);
      if (chosen !== undefined) await storyteller.play(chosen);
    }),
  );
  router.post(
    '/reset',
    taking(desk, z.unknown(), async () => {
      storyteller.stop();
      await tidyUp(desk);
      tidyCards(desk);
      desk.printer.clearTickets();
    }),
  );
  router.use((_request, response) => {
    response.status(404).json({ error: 'There is nothing here' });
  });
  return router;
}
