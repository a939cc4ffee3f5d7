/** Payment orders: written, answered by the bank, sent again to a new account. */
import { fail, ok } from '@anban/foundation/result';
import type { Partners } from '../../exchange/partners.ts';
import { events } from '../benefit/events.ts';
import { Facts } from '../benefit/facts.ts';
import { instructionOf } from '../benefit/instruction.ts';
import type { Hook } from '../services.ts';
import { keepAccount, knownAccount } from './accounts.ts';

const LAW = '社会保险经办条例第二十二条';
const NO_ACCOUNT = { guard: 'account-known', article: LAW, message: '尚无收款账户', hint: 'no account on record' };

/** Answers `orderId`. */
export const paymentOrder =
  (partners: Partners): Hook =>
  async (context) => {
    const { tx, services, input } = context;
    const { batch } = events.PAY.parse(input.data);
    const facts = Facts.parse(input.facts);
    const account = await knownAccount(context, partners);
    if (account === null) return fail(NO_ACCOUNT);
    const orderId = await partners.payments.order(tx, services, {
      regionCode: input.case.regionCode,
      caseId: input.case.id,
      partId: input.partId,
      batch,
      amount: facts.ordered,
      monthly: instructionOf(facts),
      account,
    });
    return ok({ orderId });
  };

/** The bank pays month after month until it hears otherwise: whatever changes the schedule tells it. */
export const paymentChange =
  (partners: Partners): Hook =>
  async (context) => {
    const { tx, services, input } = context;
    const part = { regionCode: input.case.regionCode, partId: input.partId };
    if (!(await partners.payments.known(tx, part))) return ok({});
    const account = await knownAccount(context, partners);
    if (account === null) return fail(NO_ACCOUNT);
    await partners.payments.change(tx, services, {
      ...part,
      caseId: input.case.id,
      monthly: instructionOf(Facts.parse(input.facts)),
      account,
    });
    return ok({});
  };

/** The bank's answer, on the order that this benefit waits for. */
export const paymentSettled =
  ({ payments }: Partners): Hook =>
  async ({ tx, input }) => {
    const { orderId } = Facts.parse(input.facts);
    if (orderId === null) throw new Error('no order');
    const paid = events.PAID.safeParse(input.data);
    const answer = paid.success ? null : events.RETURNED.parse(input.data);
    const on = paid.success ? paid.data.on : (answer?.on ?? input.today);
    const outcome = paid.success
      ? ({ state: 'paid', receipt: paid.data.receipt } as const)
      : ({ state: 'returned', reason: answer?.reason ?? 'other' } as const);
    const settled = await payments.settle(tx, { regionCode: input.case.regionCode, orderId, on, outcome });
    if (settled) return ok({});
    return fail({
      guard: 'order-open',
      article: LAW,
      message: '该支付指令已有结果',
      hint: 'settled before, or unknown',
    });
  };

export const newAccount: Hook = async (context) => {
  await keepAccount(context, events.RESUBMIT.parse(context.input.data).account);
  return ok({});
};
