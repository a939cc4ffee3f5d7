/** Commands by name: the request is parsed, the handler is called, its answer becomes a completion. */
import type { Result } from '@anban/foundation/result';
import type * as z from 'zod/mini';
import type { CompletionCode } from '../protocol/envelope.ts';
import type { FaultName } from '../protocol/faults.ts';
import { type AnswerOf, COMMANDS, type CommandName, type EventOf, type RequestOf } from '../protocol/messages.ts';
import { info } from './device-services.ts';

/** What a handler knows about the command besides its request. */
export interface CommandContext<E> {
  /** Aborts when the command is cancelled, its time is over, or its connection has gone. */
  readonly signal: AbortSignal;
  /** The connection that asked; only to be compared. */
  readonly client: object;
  /** Ends that connection; absent where there is none. */
  readonly drop?: () => void;
  readonly emit: (event: E) => void;
}

export type Handler<N extends CommandName> = (
  request: RequestOf<N>,
  context: CommandContext<EventOf<N>>,
) => Promise<Result<AnswerOf<N>, FaultName>>;

/** `Common.Cancel` is the connection's own. */
export type Handlers = { readonly [N in Exclude<CommandName, 'Common.Cancel'>]: Handler<N> };

export interface CompletionContent {
  readonly code?: CompletionCode;
  readonly payload?: Record<string, unknown>;
  /** The standard's `Common.Status` has another version in its completion than in its command. */
  readonly version?: string;
}

export interface Bound {
  /** Whether the connection must have claimed the terminal. */
  readonly needsClaim: boolean;
  readonly eventName: string | null;
  run(payload: unknown, context: CommandContext<unknown>): Promise<CompletionContent>;
}

export type CommandTable = ReadonlyMap<string, Bound>;

/** All commands of `protocol/messages.ts`, and the standard's `Common.Status`. */
export function commandTable(handlers: Handlers): CommandTable {
  return new Map<string, Bound>([
    ['Common.Status', commonStatus],
    ['Terminal.Claim', bind('Terminal.Claim', COMMANDS['Terminal.Claim'].request, handlers['Terminal.Claim'], false)],
    [
      'Terminal.Heartbeat',
      bind('Terminal.Heartbeat', COMMANDS['Terminal.Heartbeat'].request, handlers['Terminal.Heartbeat']),
    ],
    [
      'Terminal.Interrupted',
      bind('Terminal.Interrupted', COMMANDS['Terminal.Interrupted'].request, handlers['Terminal.Interrupted']),
    ],
    [
      'Terminal.CallStaff',
      bind('Terminal.CallStaff', COMMANDS['Terminal.CallStaff'].request, handlers['Terminal.CallStaff']),
    ],
    ['Visit.Begin', bind('Visit.Begin', COMMANDS['Visit.Begin'].request, handlers['Visit.Begin'])],
    [
      'Visit.ReadDocument',
      bind('Visit.ReadDocument', COMMANDS['Visit.ReadDocument'].request, handlers['Visit.ReadDocument']),
    ],
    ['Visit.MatchFace', bind('Visit.MatchFace', COMMANDS['Visit.MatchFace'].request, handlers['Visit.MatchFace'])],
    [
      'Visit.DeclineFace',
      bind('Visit.DeclineFace', COMMANDS['Visit.DeclineFace'].request, handlers['Visit.DeclineFace']),
    ],
    [
      'Visit.ConfirmByOfficer',
      bind('Visit.ConfirmByOfficer', COMMANDS['Visit.ConfirmByOfficer'].request, handlers['Visit.ConfirmByOfficer']),
    ],
    [
      'Visit.ReadGuardian',
      bind('Visit.ReadGuardian', COMMANDS['Visit.ReadGuardian'].request, handlers['Visit.ReadGuardian']),
    ],
    [
      'Visit.OfficerSignIn',
      bind('Visit.OfficerSignIn', COMMANDS['Visit.OfficerSignIn'].request, handlers['Visit.OfficerSignIn']),
    ],
    ['Visit.ReadTicket', bind('Visit.ReadTicket', COMMANDS['Visit.ReadTicket'].request, handlers['Visit.ReadTicket'])],
    [
      'Visit.ReadEntryDocument',
      bind('Visit.ReadEntryDocument', COMMANDS['Visit.ReadEntryDocument'].request, handlers['Visit.ReadEntryDocument']),
    ],
    ['Visit.EnterRoom', bind('Visit.EnterRoom', COMMANDS['Visit.EnterRoom'].request, handlers['Visit.EnterRoom'])],
    ['Visit.CheckIn', bind('Visit.CheckIn', COMMANDS['Visit.CheckIn'].request, handlers['Visit.CheckIn'])],
    ['Visit.Assist', bind('Visit.Assist', COMMANDS['Visit.Assist'].request, handlers['Visit.Assist'])],
    [
      'Visit.EndAssistance',
      bind('Visit.EndAssistance', COMMANDS['Visit.EndAssistance'].request, handlers['Visit.EndAssistance']),
    ],
    ['Diagnostics.Open', bind('Diagnostics.Open', COMMANDS['Diagnostics.Open'].request, handlers['Diagnostics.Open'])],
    [
      'Diagnostics.Report',
      bind('Diagnostics.Report', COMMANDS['Diagnostics.Report'].request, handlers['Diagnostics.Report']),
    ],
    [
      'Diagnostics.SelfTest',
      bind('Diagnostics.SelfTest', COMMANDS['Diagnostics.SelfTest'].request, handlers['Diagnostics.SelfTest']),
    ],
    [
      'Diagnostics.TryDocument',
      bind('Diagnostics.TryDocument', COMMANDS['Diagnostics.TryDocument'].request, handlers['Diagnostics.TryDocument']),
    ],
    [
      'Diagnostics.Print',
      bind('Diagnostics.Print', COMMANDS['Diagnostics.Print'].request, handlers['Diagnostics.Print']),
    ],
    [
      'Diagnostics.SetMaintenance',
      bind(
        'Diagnostics.SetMaintenance',
        COMMANDS['Diagnostics.SetMaintenance'].request,
        handlers['Diagnostics.SetMaintenance'],
      ),
    ],
    [
      'Diagnostics.Close',
      bind('Diagnostics.Close', COMMANDS['Diagnostics.Close'].request, handlers['Diagnostics.Close']),
    ],
    ['Visit.End', bind('Visit.End', COMMANDS['Visit.End'].request, handlers['Visit.End'])],
  ]);
}

/** Of the bridge itself; every device has a service of its own (device-services.ts). */
const commonStatus = info(() => ({ common: { device: 'online' } }));

function bind<N extends CommandName>(
  name: N,
  request: z.ZodMiniType<RequestOf<N>>,
  handler: Handler<N>,
  needsClaim = true,
): Bound {
  return {
    needsClaim,
    eventName: COMMANDS[name].event?.name ?? null,
    async run(payload, context) {
      const parsed = request.safeParse(payload);
      if (!parsed.success) return { code: 'invalidData' };
      const result = await handler(parsed.data, context);
      if (result.ok) return { payload: { ...result.value } };
      return { code: 'commandErrorCode', payload: { errorCode: result.fault } };
    },
  };
}
