/**
 * What a document says that stands in the case's personal file: a step orders a document with what the step knows, and
 * never has to repeat (or to see) who was hurt, where and how. A field that the file lacks is left out, so that the
 * document's own schema names it.
 */
import type { DocumentKind } from '../documents/register.ts';
import type { CaseFile } from './model.ts';

type Fields = Readonly<Record<string, unknown>>;
type FromFile = (file: CaseFile, issuedOn: string) => unknown;

const RELATIONS = { self: '本人', relative: '近亲属', employer: '用人单位', union: '工会组织' } as const;

const applicant: FromFile = ({ applicant: { name, relation, phone } }) => ({
  name,
  relation: RELATIONS[relation],
  phone,
});
/** Without a time the day begins. */
const accidentAt: FromFile = ({ injury: { day, time = '00:00' } }) => `${day}T${time}:00+08:00`;
const accidentPlace: FromFile = ({ injury }) => injury.place;
const injuredPart: FromFile = ({ injury }) => injury.parts;
const description: FromFile = ({ injury }) => injury.description;
const hospital: FromFile = ({ injury }) => injury.hospital;
const occupation: FromFile = ({ person }) => person.occupation;
const diagnosis: FromFile = ({ injury: { hospital: name, diagnosedOn, diagnosis: text, day } }) => ({
  hospital: name,
  on: diagnosedOn ?? day,
  text,
});
const diagnosisOn: FromFile = ({ injury }) => injury.diagnosedOn;
const age: FromFile = ({ person: { birthDate } }, issuedOn) => {
  const years = Number(issuedOn.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return issuedOn.slice(5) < birthDate.slice(5) ? years - 1 : years;
};

const accident = { accidentAt, accidentPlace, injuredPart };
const asked = { applicant };
const decision = { applicant, age, occupation, ...accident, diagnosis, course: description };

const FROM_FILE: Readonly<Partial<Record<DocumentKind, Readonly<Record<string, FromFile>>>>> = {
  D01: { ...accident, description, hospital, reporter: applicant },
  D02: asked,
  D03: asked,
  D05: { ...asked, ...accident, occupation, diagnosisOn, hospital, description },
  D06: asked,
  D07: asked,
  D08: asked,
  D09: { ...asked, ...accident },
  D12: asked,
  D13: asked,
  D14: decision,
  D15: decision,
  D16: asked,
  D19: asked,
  D20: asked,
  D21: asked,
  D28: asked,
};

/** The step's own fields with those from the file; what the step gives itself stands. */
export function completeFields(kind: DocumentKind, own: Fields, file: CaseFile, issuedOn: string): Fields {
  const found = Object.entries(FROM_FILE[kind] ?? {}).map(([field, from]) => [field, from(file, issuedOn)]);
  const given = Object.entries(own).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(found), ...Object.fromEntries(given), ...receiverOf(kind, own, file) };
}

/** 送达回证: `receiver: 'person' | 'employer'` stands for whoever that is. */
function receiverOf(kind: DocumentKind, { receiver }: Fields, { person, employer }: CaseFile): Fields {
  if (kind !== 'D18') return {};
  if (receiver === 'person') return { receiver: { name: person.name, relation: '受送达人本人' } };
  if (receiver === 'employer') return { receiver: { name: employer.name, relation: '受送达单位' } };
  return {};
}
