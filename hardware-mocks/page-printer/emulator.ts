/** An A4 laser printer on IPP (RFC 8010, RFC 8011): takes PDF, prints page by page, tells its state, fails on demand. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { PagePrinterAction, PagePrinterFaultKind } from './hands.ts';
import {
  type Attribute,
  type Group,
  type IppRequest,
  OPERATION,
  readRequest,
  STATUS,
  TAG,
  writeAnswer,
} from './ipp.ts';
import { JOB, type Job, JobList, pagesOf } from './jobs.ts';

export interface PagePrinterOptions {
  /** 0 takes a free port; `url` tells which. */
  readonly port: number;
  readonly host?: string;
  /** Default 700, as a printer of 85 pages a minute. */
  readonly msPerPage?: number;
}

export interface PagePrinterState {
  readonly plugged: boolean;
  readonly paper: 'ok' | 'low' | 'out';
  readonly toner: 'ok' | 'low' | 'out';
  readonly cover: 'closed' | 'open';
  readonly jammed: boolean;
  readonly fault: PagePrinterFaultKind | null;
}

/** Names are the host's choice and are shown; documents stay in memory. */
export interface PrintedJob {
  readonly id: number;
  readonly name: string;
  readonly state: Job['state'];
  readonly pages: number | null;
  readonly printed: number;
}

const GOOD: PagePrinterState = {
  plugged: false,
  paper: 'ok',
  toner: 'ok',
  cover: 'closed',
  jammed: false,
  fault: null,
};
const LONGEST_BODY = 64 * 1024 * 1024;
const SLOW_MS = 2000;
const CHANGES: Readonly<Record<Exclude<PagePrinterAction, 'unplug' | 'replug'>, Partial<PagePrinterState>>> = {
  'paper-out': { paper: 'out' },
  'paper-low': { paper: 'low' },
  refill: { paper: 'ok' },
  'open-cover': { cover: 'open' },
  'close-cover': { cover: 'closed' },
  jam: { jammed: true },
  'clear-jam': { jammed: false },
  'toner-low': { toner: 'low' },
  'toner-out': { toner: 'out' },
  'change-toner': { toner: 'ok' },
};

export class PagePrinterEmulator {
  readonly #options: PagePrinterOptions;
  readonly #listeners = new Set<() => void>();
  readonly #jobs = new JobList();
  #server: Server | undefined;
  #port: number;
  #state = GOOD;
  #page: NodeJS.Timeout | undefined;

  constructor(options: PagePrinterOptions) {
    this.#options = options;
    this.#port = options.port;
  }

  get url(): string {
    return `ipp://${this.#options.host ?? '127.0.0.1'}:${this.#port}/ipp/print`;
  }

  get state(): PagePrinterState {
    return this.#state;
  }

  /** Oldest first, the last twenty. */
  get jobs(): readonly PrintedJob[] {
    return this.#jobs.all.map(({ id, name, state, pages, printed }) => ({ id, name, state, pages, printed }));
  }

  /** What came with a job; undefined when there is none of this number. */
  document(id: number): Buffer | undefined {
    return this.#jobs.get(id)?.document;
  }

  /** Switches it on. Rejects with the error of `listen` (EADDRINUSE) when the port is taken. */
  async start(): Promise<void> {
    if (this.#server !== undefined) return;
    const server = createServer((request, response) => void this.#serve(request, response));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, this.#options.host ?? '127.0.0.1', resolve);
    });
    const address = server.address();
    if (address !== null && typeof address === 'object') this.#port = address.port;
    this.#server = server;
    this.#become({ plugged: true });
  }

  async handle(action: PagePrinterAction): Promise<void> {
    if (action === 'unplug') await this.#unplug();
    else if (action === 'replug') await this.start();
    else this.#become(CHANGES[action]);
  }

  setFault(fault: PagePrinterFaultKind | null): void {
    this.#become({ fault });
  }

  /** Called after every change; the answer unsubscribes. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    await this.#unplug();
    this.#listeners.clear();
  }

  async #unplug(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    clearTimeout(this.#page);
    this.#page = undefined;
    this.#jobs.forget();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
    this.#become({ plugged: false });
  }

  #become(change: Partial<PagePrinterState>): void {
    this.#state = { ...this.#state, ...change };
    this.#tell();
    this.#work();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /** What keeps it from printing. */
  get #stops(): readonly string[] {
    const { cover, jammed, paper, toner } = this.#state;
    return [
      ...(cover === 'open' ? ['cover-open'] : []),
      ...(jammed ? ['media-jam-error'] : []),
      ...(paper === 'out' ? ['media-empty-error', 'media-needed-error'] : []),
      ...(toner === 'out' ? ['toner-empty-error'] : []),
    ];
  }

  get #reasons(): readonly string[] {
    const { paper, toner } = this.#state;
    const low = [...(paper === 'low' ? ['media-low-warning'] : []), ...(toner === 'low' ? ['toner-low-report'] : [])];
    const all = [...this.#stops, ...low];
    return all.length === 0 ? ['none'] : all;
  }

  /** The next page, when nothing stands in its way. */
  #work(): void {
    const job = this.#jobs.next;
    if (job === undefined || this.#server === undefined) return;
    const stopped = this.#stops.length > 0;
    const state = stopped ? JOB.stopped : JOB.processing;
    if (job.state !== state) {
      job.state = state;
      this.#tell();
    }
    if (stopped) {
      clearTimeout(this.#page);
      this.#page = undefined;
    } else this.#page ??= setTimeout(() => this.#pageOut(job), this.#options.msPerPage ?? 700);
  }

  #pageOut(job: Job): void {
    this.#page = undefined;
    if (job.state === JOB.processing) job.printed += 1;
    if (this.#state.fault === 'abort') job.state = JOB.aborted;
    else if (job.state === JOB.processing && job.printed >= (job.pages ?? 1) * job.copies) job.state = JOB.completed;
    this.#tell();
    this.#work();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const { fault } = this.#state;
    if (body === null || fault === 'silent') return;
    if (fault === 'http-500') return void response.writeHead(500).end();
    const asked = request.method === 'POST' ? readRequest(body) : null;
    if (asked === null) return void response.writeHead(400).end();
    if (fault === 'slow') await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
    const answer = fault === 'garbage' ? Buffer.alloc(300, 0xa5) : this.#answer(asked);
    response.writeHead(200, { 'content-type': 'application/ipp', 'content-length': answer.length });
    if (fault !== 'cut') return void response.end(answer);
    response.write(answer.subarray(0, answer.length / 2), () => request.socket.destroy());
  }

  #answer(asked: IppRequest): Buffer {
    const say = (status: number, ...groups: Group[]) => writeAnswer(asked, status, groups);
    const about = (job: Job) => say(STATUS.ok, { tag: TAG.job, attributes: this.#describe(job) });
    const job = this.#jobs.get(asked.attributes.get('job-id')?.readInt32BE() ?? 0);
    switch (asked.operation) {
      case OPERATION.getPrinterAttributes:
        return say(STATUS.ok, { tag: TAG.printer, attributes: this.#attributes() });
      case OPERATION.validateJob:
        return say(this.#accepts(asked) ? STATUS.ok : STATUS.formatNotSupported);
      case OPERATION.createJob:
        return this.#state.fault === 'refuse' ? say(STATUS.busy) : about(this.#add(asked));
      case OPERATION.printJob:
        return this.#accepts(asked) ? about(this.#take(this.#add(asked), asked)) : say(STATUS.formatNotSupported);
      case OPERATION.sendDocument:
        if (job === undefined) return say(STATUS.notFound);
        return this.#accepts(asked) ? about(this.#take(job, asked)) : say(STATUS.formatNotSupported);
      case OPERATION.getJobAttributes:
        return job === undefined ? say(STATUS.notFound) : about(job);
      case OPERATION.getJobs: {
        const open = this.#jobs.all.filter(({ state }) => state < JOB.canceled);
        return say(STATUS.ok, ...open.map((one) => ({ tag: TAG.job, attributes: this.#describe(one) })));
      }
      case OPERATION.cancelJob:
        return say(job === undefined ? STATUS.notFound : this.#cancel(job));
      default:
        return say(STATUS.operationNotSupported);
    }
  }

  #accepts({ attributes }: IppRequest): boolean {
    const format = attributes.get('document-format')?.toString('latin1') ?? 'application/pdf';
    return this.#state.fault !== 'refuse' && ['application/pdf', 'application/octet-stream'].includes(format);
  }

  #add({ attributes }: IppRequest): Job {
    return this.#jobs.add(
      attributes.get('job-name')?.toString('utf8') ?? '',
      attributes.get('copies')?.readInt32BE() ?? 1,
    );
  }

  #take(job: Job, { document }: IppRequest): Job {
    job.document = Buffer.from(document);
    job.pages = pagesOf(document);
    this.#tell();
    this.#work();
    return job;
  }

  #cancel(job: Job): number {
    if (job.state >= JOB.canceled) return STATUS.notPossible;
    job.state = JOB.canceled;
    clearTimeout(this.#page);
    this.#page = undefined;
    this.#tell();
    this.#work();
    return STATUS.ok;
  }

  #describe(job: Job): Attribute[] {
    return [
      { name: 'job-id', tag: TAG.integer, values: [job.id] },
      { name: 'job-uri', tag: TAG.uri, values: [`${this.url}/${job.id}`] },
      { name: 'job-name', tag: TAG.name, values: [job.name] },
      { name: 'job-state', tag: TAG.enum, values: [job.state] },
      { name: 'job-state-reasons', tag: TAG.keyword, values: [job.state === JOB.stopped ? 'printer-stopped' : 'none'] },
      { name: 'job-impressions-completed', tag: TAG.integer, values: [job.printed] },
    ];
  }

  #attributes(): Attribute[] {
    const stopped = this.#stops.length > 0;
    const state = stopped ? 5 : this.#jobs.next === undefined ? 3 : 4;
    return [
      { name: 'printer-uri-supported', tag: TAG.uri, values: [this.url] },
      { name: 'printer-name', tag: TAG.name, values: ['emulated-a4'] },
      { name: 'printer-make-and-model', tag: TAG.text, values: ['Emulated A4 printer'] },
      { name: 'printer-firmware-string-version', tag: TAG.text, values: ['1.4.2'] },
      { name: 'printer-serial-number', tag: TAG.text, values: ['EMU-A4-0001'] },
      { name: 'printer-state', tag: TAG.enum, values: [state] },
      { name: 'printer-state-reasons', tag: TAG.keyword, values: this.#reasons },
      { name: 'printer-is-accepting-jobs', tag: TAG.boolean, values: [true] },
      { name: 'document-format-supported', tag: TAG.mimeType, values: ['application/pdf'] },
      { name: 'operations-supported', tag: TAG.enum, values: Object.values(OPERATION) },
    ];
  }
}

/** Null when the host went away, or sent more than a printer takes. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      chunks.push(Buffer.from(chunk));
      length += Buffer.from(chunk).length;
      if (length > LONGEST_BODY) return null;
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks);
}
