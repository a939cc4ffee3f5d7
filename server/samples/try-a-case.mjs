/**
 * A case through the API, as any program would drive it: `node server/samples/try-a-case.mjs [CENTRE]` beside `npm start`.
 * It opens a case, submits, accepts, proposes, signs with a second person, and fetches the sealed decision. Needs nothing
 * but Node 20; every request is printed. The staff are those of `npm start` (server/samples/staff.csv).
 */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';

const CENTRE = process.argv[2] ?? 'http://127.0.0.1:5890';
const WAIT_MS = 500;
const TRIES = 60;

/** UUIDv7 (RFC 9562): whoever sends something names it, so that sending it again does nothing twice. */
function newId() {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** One line for whoever has not started the centre, or has it elsewhere. */
function notThere() {
  process.stderr.write(
    `${CENTRE} does not answer: run npm start first, or name the centre: node server/samples/try-a-case.mjs http://HOST:PORT\n`,
  );
  process.exit(3);
}

async function call(token, method, path, body) {
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  const sent = { method, headers, ...(body && { body: JSON.stringify(body) }) };
  const response = await fetch(CENTRE + path, sent).catch(notThere);
  const answer = await response.json();
  if (response.ok) return answer;
  const { name, message, hint, details } = answer.error;
  throw new Error(
    `${method} ${path}: ${response.status} ${name}: ${message} (${hint}) ${JSON.stringify(details ?? {})}`,
  );
}

const signIn = async (staffNumber, pin) => (await call(null, 'POST', '/v1/staff/sessions', { staffNumber, pin })).token;

const clerk = await signIn('2001', '246810');
const officer = await signIn('1001', '246810');
const chief = await signIn('2002', '135790');

const yesterday = new Date(Date.now() - 16 * 3_600_000).toISOString().slice(0, 10);
const file = {
  person: {
    ...{ name: '王建华', sex: '女', number: '370702196803120025', birthDate: '1968-03-12' },
    ...{ phone: '13812345678', address: '潍城区示例路1号', occupation: '冲床工' },
  },
  applicant: { relation: 'self', name: '王建华', phone: '13812345678' },
  employer: { name: '潍城示例五金厂', address: '潍城区工业路2号', phone: '0536-1234567' },
  injury: {
    ...{ day: yesterday, time: '10:20', place: '冲压车间', description: '操作冲床时左手食指被夹伤' },
    ...{ parts: '左手食指', diagnosis: '左食指末节骨折', hospital: '潍城区人民医院', diagnosedOn: yesterday },
  },
  service: { electronic: true },
};
const caseId = newId();
const opened = await call(clerk, 'POST', '/v1/cases', {
  ...{ id: caseId, file, data: { relation: 'self', injuryOn: yesterday } },
});
process.stdout.write(`${opened.number} opened: /v1/cases/${caseId}\n`);

const part = opened.parts[0].id;
let version = opened.parts[0].version;
async function step(token, event, data = {}) {
  const body = { id: newId(), event, expectedVersion: version, data };
  const answer = await call(token, 'POST', `/v1/cases/${caseId}/parts/${part}/events`, body);
  version = answer.version;
  const papers = answer.documents.map(({ kind, number }) => `${kind} ${number}`).join(', ');
  process.stdout.write(`${event.padEnd(12)} ${answer.stateName}  ${papers}\n`);
}

const shared = ['M02', 'M04', 'M05', 'M11'].map((id) => ({ id, how: 'obtained' }));
const signature = { name: '王建华', at: new Date().toISOString(), method: '屏幕签名' };
await step(clerk, 'SUBMIT', { scenario: 'G14_1', held: shared, signature, channel: '窗口' });
await step(officer, 'ACCEPT', { clear: true });
await step(officer, 'PROPOSE', {
  ...{ outcome: 'yes', scenario: 'G14_1', elements: ['time', 'place', 'cause', 'accident'] },
  evidence: ['M04', 'M05', 'M11'],
});
await step(chief, 'DECIDE_YES');

for (let tries = 0; ; tries += 1) {
  const { documents } = await call(officer, 'GET', `/v1/cases/${caseId}/documents`);
  const decision = documents.find(({ kind }) => kind === 'D14');
  if (decision?.state === 'made') {
    const url = `${CENTRE}/v1/cases/${caseId}/documents/${decision.id}/file`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${officer}` } });
    writeFileSync('decision.pdf', Buffer.from(await answer.arrayBuffer()));
    process.stdout.write(`decision.pdf   ${decision.number}; check it at ${CENTRE}/verify\n`);
    break;
  }
  if (tries >= TRIES) throw new Error('the decision was not made in time: see the log of the centre');
  await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
}
