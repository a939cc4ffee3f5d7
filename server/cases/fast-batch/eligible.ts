/** 快办批量签发 (S0): which determinations a chief may sign in one sealing session. The decisions stay individual. */
import { Facts } from '../determination/facts.ts';
import type { Actor, Broken } from '../model.ts';

/** One determination as the chief's list has it. */
export interface BatchCase {
  readonly caseId: string;
  readonly partId: string;
  /** The version that the chief has seen. */
  readonly expectedVersion: number;
  readonly state: string;
  /** The determination's facts, as stored. */
  readonly facts: unknown;
}

export interface NotEligible {
  readonly case: BatchCase;
  readonly reason: Broken;
}

export interface Eligible {
  readonly eligible: readonly BatchCase[];
  readonly refused: readonly NotEligible[];
}

const BASIS = '工伤保险条例第二十条第二款；本系统快办批量签发规则';

const no = (guard: string, message: string, hint: string): Broken => ({ guard, article: BASIS, message, hint });

/** Identical state, proposed to be a work injury, simple or clear, without doubt, and proposed by somebody else. */
export function eligible(cases: readonly BatchCase[], signer: Actor): Eligible {
  const judged = cases.map((each) => ({ case: each, reason: reasonAgainst(each, signer, cases) }));
  return {
    eligible: judged.filter(({ reason }) => reason === null).map((each) => each.case),
    refused: judged.flatMap(({ case: each, reason }) => (reason === null ? [] : [{ case: each, reason }])),
  };
}

function reasonAgainst(each: BatchCase, signer: Actor, all: readonly BatchCase[]): Broken | null {
  if (signer.role !== 'chief') return no('chiefSigns', '批量签发须由负责人进行', `${signer.role} cannot sign`);
  if (each.state !== 'PROPOSED') return no('sameState', '案件不在待审批环节', `state is ${each.state}, not PROPOSED`);
  if (all.filter(({ partId }) => partId === each.partId).length > 1)
    return no('listedOnce', '同一案件重复列入', 'the same determination stands twice in the list');
  const facts = Facts.safeParse(each.facts);
  if (!facts.success) return no('factsReadable', '案件数据无法读取', 'the facts are not those of a determination');
  return reasonInFacts(facts.data, signer);
}

function reasonInFacts({ proposal, simple, clear, doubt, falseCommitments }: Facts, signer: Actor): Broken | null {
  if (proposal?.outcome !== 'yes')
    return no('proposedYes', '拟办意见不是认定工伤', 'only positive proposals are signed together');
  if (!simple && !clear)
    return no('simpleOrClear', '案件既不适用简易程序，也未标明事实清楚', 'neither simple nor clear: sign it alone');
  if (doubt || falseCommitments.length > 0)
    return no('noDoubt', '案件有疑点，须单独审批', 'a doubt flag is set: sign it alone');
  if (proposal.by === signer.id) return no('twoPeople', '拟办人不能审批自己的意见', 'another person has to sign');
  return null;
}
