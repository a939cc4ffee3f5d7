/** The panel of the emulated devices, by its HTTP API: what a tester's hands would do. */
import { z } from 'zod';

const State = z.object({
  reader: z.object({ plugged: z.boolean(), card: z.string().nullable() }),
  printer: z.object({ paper: z.enum(['ok', 'low', 'out']) }),
});
const Tickets = z.array(z.object({ id: z.coerce.string(), at: z.coerce.string(), text: z.string() }));

export class Panel {
  readonly url: string;
  readonly #untilEmpty: () => Promise<void>;

  /** `untilEmpty` resolves when the bridge sees no document on any reader. */
  constructor(url: string, untilEmpty: () => Promise<void>) {
    this.url = url;
    this.#untilEmpty = untilEmpty;
  }

  /**
   * Everything plugged in, nobody there, no card, no tickets; and the bridge has seen it: a page that opens while a card
   * still lies there for it begins a visit.
   */
  async reset(): Promise<void> {
    await this.#post('reset', {});
    await this.#untilEmpty();
  }

  lay = (person: string) => this.#post('reader', { action: 'lay', person });
  lift = () => this.#post('reader', { action: 'lift' });
  unplugReader = () => this.#post('reader', { action: 'unplug' });
  replugReader = () => this.#post('reader', { action: 'replug' });
  readerFault = (kind: string, times?: number) =>
    this.#post('reader', { action: 'fault', kind, ...(times === undefined ? {} : { times }) });
  clearReaderFault = () => this.#post('reader', { action: 'clear-fault' });
  stand = (person: string) => this.#post('camera', { show: { kind: 'person', id: person } });
  standTwo = (a: string, b: string) => this.#post('camera', { show: { kind: 'two', ids: [a, b] } });
  leave = () => this.#post('camera', { show: { kind: 'nobody' } });
  cameraCondition = (condition: string) => this.#post('camera', { condition });
  unplugCamera = () => this.#post('camera', { action: 'unplug' });
  replugCamera = () => this.#post('camera', { action: 'replug' });
  insertSocialSecurityCard = (person: string, kind = '2.0') =>
    this.#post('social-security-cards', { action: 'insert', person, kind });
  removeSocialSecurityCard = () => this.#post('social-security-cards', { action: 'remove' });
  showPhone = (person: string) => this.#post('social-security-cards', { action: 'phone', person });
  showCode = (code: string) => this.#post('social-security-cards', { action: 'code', code });
  takePhone = () => this.#post('social-security-cards', { action: 'take-phone' });
  printer = (action: string) => this.#post('printer', { action });

  async state(): Promise<z.infer<typeof State>> {
    return State.parse(await (await fetch(`${this.url}/api/state`)).json());
  }

  async tickets(): Promise<z.infer<typeof Tickets>> {
    return Tickets.parse(await (await fetch(`${this.url}/api/tickets`)).json());
  }

  async #post(path: string, body: object): Promise<void> {
    const answer = await fetch(`${this.url}/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok)
      throw new Error(`panel refused ${path} ${JSON.stringify(body)}: ${answer.status} ${await answer.text()}`);
  }
}
