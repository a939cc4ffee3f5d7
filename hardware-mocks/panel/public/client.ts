/** The page's way to its own server: the types are the server's, both are of one version. */
import type { CameraRequest, PrinterRequest, ReaderRequest } from '../requests.ts';
import type { DeskState } from '../state.ts';

export type Words = { readonly zh: string; readonly en: string };
export type Person = {
  readonly id: string;
  readonly name: string;
  readonly sex: string;
  readonly birthDate: string;
  readonly number: string;
  readonly hasPortrait: boolean;
  readonly note: string;
  readonly noteEn: string;
  /** Somebody who looks different. */
  readonly stranger: string;
};
export type Story = { readonly id: string; readonly title: Words; readonly see: Words };
export type Links = { readonly kiosk: string | null; readonly officer: string | null; readonly camera: string };
export type Ticket = { readonly id: string; readonly at: string; readonly text: string };

async function get(path: string) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

export const getPeople = (): Promise<readonly Person[]> => get('api/people');
export const getStories = (): Promise<readonly Story[]> => get('api/scenarios');
export const getLinks = (): Promise<Links> => get('api/links');
export const getTickets = (): Promise<readonly Ticket[]> => get('api/tickets');

export class Client {
  readonly #onFailure: (words: string) => void;

  constructor(onFailure: (words: string) => void) {
    this.#onFailure = onFailure;
  }

  reader(request: ReaderRequest): Promise<void> {
    return this.#post('api/reader', request);
  }

  camera(request: CameraRequest): Promise<void> {
    return this.#post('api/camera', request);
  }

  printer(request: PrinterRequest): Promise<void> {
    return this.#post('api/printer', request);
  }

  scenario(id: string): Promise<void> {
    return this.#post('api/scenario', { id });
  }

  reset(): Promise<void> {
    return this.#post('api/reset', {});
  }

  async #post(path: string, body: object): Promise<void> {
    const headers = { 'Content-Type': 'application/json' };
    try {
      const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
      if (response.ok) return;
      const { error } = await response.json();
      this.#onFailure(String(error));
    } catch {
      this.#onFailure('');
    }
  }
}

/** Listens to the desk. The browser reconnects by itself; `connected` tells when the line is up or down. */
export function listen(onState: (state: DeskState) => void, onConnected: (connected: boolean) => void): void {
  const source = new EventSource('api/events');
  source.onopen = () => onConnected(true);
  source.onerror = () => onConnected(false);
  source.onmessage = (event) => onState(JSON.parse(String(event.data)));
}
