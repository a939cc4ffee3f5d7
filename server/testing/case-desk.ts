/**
 * A centre with everything that a case needs, for tests that tell a story through the API: staff of every role, a
 * terminal at a bank and one at the assessment site, experts, figures, insurance records. Time is moved by hand, and the
 * worker and the bank go round when the story says so.
 */
import { newId } from '@anban/foundation/ids';
import { unwrap } from '@anban/foundation/result';
import { z } from 'zod';
import { parseExperts } from '../assessment/experts/expert-file.ts';
import { importExperts } from '../assessment/experts/pool.ts';
import { sampleExperts } from '../assessment/experts/sample.ts';
import { openSession } from '../assessment/planning/sessions.ts';
import { setSitePlan } from '../assessment/planning/site-plan.ts';
import { importRoster } from '../assessment/roster-import.ts';
import { putSite } from '../assessment/sites.ts';
import { caseServices, workerServices } from '../cases/compose.ts';
import type { CaseFile } from '../cases/model.ts';
import { personIndex } from '../cases/person-index.ts';
import type { CaseServices } from '../cases/services.ts';
import { runRound, type WorkerServices } from '../cases/worker.ts';
import { dayInChina } from '../contract/common.ts';
import { StaffRole } from '../contract/staff.ts';
import type { Tx } from '../db/database.ts';
import { type DocumentServices, documentServices } from '../documents/services.ts';
import type { InsuranceRecord } from '../exchange/partners.ts';
import { putRegionalFigure } from '../exchange/regional-figures.ts';
import { putOfficer } from '../officers/service.ts';
import type { Foundation } from '../services.ts';
import { runBank } from '../simulators/bank.ts';
import { putInsuranceRecord } from '../simulators/insurance-records.ts';
import { simulatedPartners } from '../simulators/partners.ts';
import { startTestCentre, type TestCentre } from './centre.ts';
import type { Answer, Subject, TestTerminal } from './terminal.ts';

const PIN = '135790';
const Session = z.object({ token: z.string(), expiresAt: z.iso.datetime(), officerId: z.string() });
const SITE_PLAN = { rooms: [{ room: 'A', specialty: 'ANY', capacity: 50 }], maxGapDays: 30, noticeDays: 5 } as const;

interface Member {
  readonly staffNumber: string;
  session: z.infer<typeof Session> | null;
}

export interface DeskOptions {
  /** GB/T 2260; one of documents/regions.json. */
  readonly region: string;
  readonly day: string;
}

interface Parts {
  readonly centre: TestCentre;
  readonly services: CaseServices;
  readonly documents: DocumentServices;
  readonly region: string;
}

/** As they run, with the simulated partners. */
const cases = (foundation: Foundation): CaseServices => caseServices(foundation, simulatedPartners);

export const instant = (day: string, time = '09:00'): number => Date.parse(`${day}T${time}:00+08:00`);

export class CaseDesk {
  readonly centre: TestCentre;
  readonly services: CaseServices;
  readonly documents: DocumentServices;
  readonly region: string;
  /** Where examinations are held, and the bank with the terminal that anybody uses. */
  readonly site: string;
  readonly bank: string;
  readonly #worker: WorkerServices;
  readonly #staff = new Map<string, Member>();
  readonly #terminals = new Map<string, TestTerminal>();
  #numbers = 2000;

  private constructor({ centre, services, documents, region }: Parts) {
    this.centre = centre;
    this.services = services;
    this.documents = documents;
    this.region = region;
    this.site = `${region}-01`;
    this.bank = `${region}-02`;
    this.#worker = workerServices(services, documents);
  }

  static async open({ region, day }: DeskOptions): Promise<CaseDesk> {
    const centre = await startTestCentre({ cases, start: instant(day) });
    const { foundation } = centre;
    const documents = documentServices(foundation, centre.url);
    const desk = new CaseDesk({ centre, services: cases(foundation), documents, region });
    await putSite(foundation.database, centre.clock, { code: desk.site, name: '劳动能力鉴定中心' });
    await putSite(foundation.database, centre.clock, { code: desk.bank, name: '人社银行一体化网点' });
    await foundation.database.db.transaction().execute(async (tx) => {
      const rows = unwrap(parseExperts(sampleExperts(80, 1)));
      await importExperts(tx, foundation, { regionCode: region, rows, actor: 'operator' });
      await setSitePlan(tx, centre.clock, 'operator', {
        siteCode: desk.site,
        ...SITE_PLAN,
        rooms: [...SITE_PLAN.rooms],
      });
    });
    return desk;
  }

  get today(): string {
    return dayInChina(this.centre.clock.now());
  }

  /** Time never goes back here. What falls due on the way happens when the story settles. */
  async goTo(day: string, time = '09:00'): Promise<void> {
    await this.centre.clock.advance(Math.max(0, instant(day, time) - this.centre.clock.now()));
  }

  /** The worker's round, until nothing is due any more: limits, documents, packages. */
  settle(): Promise<void> {
    return runRound(this.#worker);
  }

  /** The bank answers what it was ordered to pay. */
  payOut() {
    return runBank(this.services, this.region);
  }

  /** A session of the site, announced by the committee. */
  async planSession(day: string): Promise<void> {
    const plan = { siteCode: this.site, ...SITE_PLAN, rooms: [...SITE_PLAN.rooms] };
    await this.#write((tx) => openSession(tx, plan, day));
  }

  /** A published monthly figure of the co-ordination area, in yuan. */
  async publish(figure: 'area-average' | 'province-average' | 'minimum-wage', year: number, amount: string) {
    const area = figure === 'province-average' ? `${this.region.slice(0, 2)}0000` : `${this.region.slice(0, 4)}00`;
    const row = { regionCode: this.region, area, figure, year, validFrom: `${year}-01-01`, amount };
    await this.#write((tx) => putRegionalFigure(tx, { ...row, source: '测试数据', verified: false }));
  }

  async insure(number: string, record: InsuranceRecord): Promise<void> {
    const person = { regionCode: this.region, number };
    await this.#write((tx) => putInsuranceRecord(tx, this.services, person, record));
  }

  /**
   * `who`: a role, or a role and a figure for another person of it (`agency2`); two roles of one person as
   * `officer+chief`; an expert by `expert:<id>`.
   */
  async call(who: string, method: string, path: string, body?: unknown): Promise<Answer> {
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = { authorization: `Bearer ${await this.#tokenOf(who)}` };
    const response = await fetch(this.centre.url + path, { method, headers, ...init });
    return { status: response.status, body: await response.json() };
  }

  async file(who: string, path: string): Promise<Buffer> {
    const headers = { authorization: `Bearer ${await this.#tokenOf(who)}` };
    const response = await fetch(this.centre.url + path, { headers });
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  }

  async officerId(who: string): Promise<string> {
    await this.#tokenOf(who);
    return this.#staff.get(who)?.session?.officerId ?? '';
  }

  async terminalAt(siteCode: string): Promise<TestTerminal> {
    const terminal = this.#terminals.get(siteCode) ?? (await this.centre.terminal(siteCode));
    this.#terminals.set(siteCode, terminal);
    return terminal;
  }

  /** Whoever applies stands at the bank's terminal and has been compared with the card: the id of that check. */
  async identified({ person, applicant: { relation, name, number } }: CaseFile): Promise<string> {
    const terminal = await this.terminalAt(this.bank);
    const visitor = relation === 'self' || number === undefined ? person : { name, number };
    const check = terminal.identityCheck(await this.#onTodaysList(visitor));
    const { status, body } = await terminal.submit(check);
    if (status !== 200) throw new Error(`identity check: ${JSON.stringify(body)}`);
    return check.id;
  }

  /** Whoever is at a terminal is on its list of the day. */
  async #onTodaysList({ name, number }: { name: string; number: string }): Promise<Subject> {
    const { foundation } = this.centre;
    unwrap(await importRoster(foundation, [{ line: 2, name, number, room: 'A', siteCode: this.bank }], this.today));
    const index = await personIndex(this.services, this.region, number);
    const row = await foundation.database.db
      .selectFrom('examinee as x')
      .innerJoin('assessment_session as s', (join) =>
        join.onRef('s.region_code', '=', 'x.region_code').onRef('s.id', '=', 'x.session_id'),
      )
      .select(['x.id', 'x.session_id'])
      .where('s.site_code', '=', this.bank)
      .where('s.day', '=', this.today)
      .where('x.number_index', '=', index)
      .executeTakeFirstOrThrow();
    return { examineeId: row.id, sessionId: row.session_id };
  }

  async #tokenOf(who: string): Promise<string> {
    const member = this.#staff.get(who) ?? (await this.#hire(who));
    const { session, staffNumber } = member;
    if (session !== null && Date.parse(session.expiresAt) > this.centre.clock.now()) return session.token;
    const body = JSON.stringify({ staffNumber, pin: PIN, regionCode: this.region });
    const response = await fetch(`${this.centre.url}/v1/staff/sessions`, { method: 'POST', body });
    member.session = Session.parse(await response.json());
    return member.session.token;
  }

  async #hire(who: string): Promise<Member> {
    const [name = '', expert] = who.split(':');
    this.#numbers += 1;
    const staffNumber = String(this.#numbers);
    const granted = z.array(StaffRole).parse(name.replace(/\d+$/, '').split('+'));
    const roles = granted.map((role) => ({ role, expertId: role === 'expert' ? (expert ?? newId()) : null }));
    await putOfficer(this.centre.foundation, { regionCode: this.region, staffNumber, name: '测试员', pin: PIN, roles });
    const member: Member = { staffNumber, session: null };
    this.#staff.set(who, member);
    return member;
  }

  async #write(work: (tx: Tx) => Promise<unknown>): Promise<void> {
    await this.services.database.db.transaction().execute(work);
  }

  close(): Promise<void> {
    return this.centre.close();
  }
}
