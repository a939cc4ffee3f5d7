/**
 * One WebSocket of the kiosk page: XFS4IoT life-cycle (acknowledge → events → one completion), cancelling, timeouts and
 * limits. Nothing that comes in can end the process; what is not understood ends the connection.
 */
import type { Clock } from '@anban/foundation/clock';
import type { z } from 'zod';
import { type BridgeLog, errorName, errorPlace } from '../log.ts';
import { type Acknowledge, Command, MESSAGE_LIMIT } from '../protocol/envelope.ts';
import { COMMANDS, MESSAGE_VERSION, versionOf } from '../protocol/messages.ts';
import type { Claim } from './claim.ts';
import type { Bound, CommandTable, CompletionContent } from './command-table.ts';
import { headerOf, isObject, parseMessage } from './incoming.ts';
import { RateLimit } from './rate-limit.ts';

/** Commands a second, and how many may run at once: a page needs two or three. */
const COMMAND_RATE = 50;
const MOST_RUNNING = 16;
/** A page that goes on after so many refusals is broken. */
const MOST_REFUSALS = 200;
/** A page that does not read what it asked for is dropped. */
const MOST_BUFFERED = 1_048_576;
const POLICY_VIOLATION = 1008;

/** The part of a `ws` WebSocket that is used. */
export interface Wire {
  readonly bufferedAmount: number;
  send(text: string): void;
  close(code: number, reason: string): void;
  terminate(): void;
}

export interface ConnectionOptions {
  readonly wire: Wire;
  readonly commands: CommandTable;
  readonly claim: Claim;
  readonly clock: Clock;
  readonly log: BridgeLog;
}

type Acknowledgement = z.infer<typeof Acknowledge>['header']['status'];
interface Running {
  readonly controller: AbortController;
  why: 'canceled' | 'timeOut' | null;
}

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #running = new Map<number, Running>();
  readonly #limit: RateLimit;
  #lastRequestId = 0;
  #refusals = 0;
  #closed = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#limit = new RateLimit(COMMAND_RATE, options.clock);
  }

  /** One text message from the page. Never throws. */
  receive(text: string): void {
    if (this.#closed) return;
    const message = parseMessage(text, MESSAGE_LIMIT);
    const command = Command.safeParse(message);
    if (command.success) return void this.#accept(command.data);
    const header = headerOf(message);
    if (header !== null) this.#acknowledge(header.name, header.requestId, 'invalidMessage');
    this.#violation('message');
  }

  /** A message that is not text. */
  receiveBinary(): void {
    this.#violation('binary');
  }

  unsolicited(name: string, payload: Record<string, unknown>, version = MESSAGE_VERSION): void {
    this.#send({ header: { type: 'unsolicited', name, version }, payload });
  }

  /** The connection has gone: its commands end, its claim and with it the visit go too. */
  gone(): void {
    this.#closed = true;
    for (const running of this.#running.values()) running.controller.abort();
    this.#options.claim.release(this);
  }

  #accept(command: Command): void {
    const { name, requestId, version } = command.header;
    if (requestId <= this.#lastRequestId) return void this.#refuse(name, requestId, 'invalidRequestID');
    this.#lastRequestId = requestId;
    if (!this.#limit.take() || this.#running.size >= MOST_RUNNING) {
      return void this.#refuse(name, requestId, 'tooManyRequests');
    }
    this.#acknowledge(name, requestId);
    if (name === 'Common.Cancel') return void this.#cancel(command);
    const bound = this.#options.commands.get(name);
    if (bound === undefined || major(version) !== major(versionOf(name))) {
      return void this.#complete(command, { code: 'unsupportedCommand' });
    }
    if (bound.needsClaim && !this.#options.claim.isHeldBy(this)) {
      return void this.#complete(command, { code: 'authorizationRequired' });
    }
    void this.#run(command, bound);
  }

  async #run(command: Command, bound: Bound): Promise<void> {
    const { name, requestId, timeout } = command.header;
    const running: Running = { controller: new AbortController(), why: null };
    this.#running.set(requestId, running);
    const stopTimer = timeout ? this.#options.clock.after(timeout, () => stop(running, 'timeOut')) : () => {};
    const emit = (payload: unknown) => {
      if (bound.eventName === null || !this.#running.has(requestId)) return;
      this.#send({ header: { type: 'event', name: bound.eventName, version: MESSAGE_VERSION, requestId }, payload });
    };
    try {
      const context = {
        signal: running.controller.signal,
        client: this,
        drop: () => this.#options.wire.terminate(),
        emit,
      };
      const content = await bound.run(command.payload ?? {}, context);
      // A command that was stopped but came to an end all the same says how it ended (XFS4IoT, Common.Cancel).
      const { why } = running;
      this.#complete(command, content.code !== undefined && why !== null ? { code: why } : content);
    } catch (error) {
      this.#options.log.write('unexpected-error', { where: name, error: errorName(error), at: errorPlace(error) });
      this.#complete(command, { code: 'internalError' });
    } finally {
      stopTimer();
      this.#running.delete(requestId);
    }
  }

  /** Completes at once, before the commands that it ends. */
  #cancel(command: Command): void {
    const request = COMMANDS['Common.Cancel'].request.safeParse(command.payload ?? {});
    if (!request.success) return void this.#complete(command, { code: 'invalidData' });
    const wanted = request.data.requestIds ?? [...this.#running.keys()];
    const found = wanted.flatMap((id) => this.#running.get(id) ?? []);
    if (found.length === 0 && wanted.length > 0) {
      return void this.#complete(command, { code: 'commandErrorCode', payload: { errorCode: 'noMatchingRequestIDs' } });
    }
    this.#complete(command, {});
    for (const running of found) stop(running, 'canceled');
  }

  #refuse(name: string, requestId: number, status: Acknowledgement): void {
    this.#refusals += 1;
    this.#acknowledge(name, requestId, status);
    if (this.#refusals > MOST_REFUSALS) this.#violation('refusals');
  }

  #acknowledge(name: string, requestId: number, status?: Acknowledgement): void {
    const header = { type: 'acknowledge', name, version: versionOf(name), requestId };
    this.#send({ header: status === undefined ? header : { ...header, status } });
  }

  #complete({ header: { name, requestId } }: Command, { code, payload, version }: CompletionContent): void {
    const header = { type: 'completion', name, version: version ?? versionOf(name), requestId };
    const body = isObject(payload) && Object.keys(payload).length > 0 ? { payload } : {};
    this.#send({ header: code === undefined ? header : { ...header, completionCode: code }, ...body });
  }

  #send(message: object): void {
    if (this.#closed) return;
    if (this.#options.wire.bufferedAmount > MOST_BUFFERED) {
      this.#options.log.write('client-refused', { why: 'backpressure' });
      this.#options.wire.terminate();
      return;
    }
    this.#options.wire.send(JSON.stringify(message));
  }

  #violation(why: string): void {
    this.#options.log.write('client-refused', { why });
    this.#options.wire.close(POLICY_VIOLATION, why);
    this.gone();
  }
}

function stop(running: Running, why: 'canceled' | 'timeOut'): void {
  running.why ??= why;
  running.controller.abort();
}

const major = (version: string) => version.split('.')[0];
