/** How much of a personal file is shown to whom (个人信息保护法 art 6: no more than the purpose needs). */
import type { Disclosure, FileView } from '../../contract/case-file.ts';
import type { CaseFile } from '../model.ts';

/** 张**: the surname is left, however long the name is. */
export const maskName = (name: string): string => `${[...name][0] ?? ''}**`;
/** The last four characters are left, of short ones none. */
export const maskNumber = (number: string): string => (number.length > 8 ? `****${number.slice(-4)}` : '****');

export function fileFor(disclosure: Disclosure, file: CaseFile): FileView {
  if (disclosure === 'full' || disclosure === 'own') return file;
  const { person, applicant, employer, injury, service, death } = file;
  const { day, time, place, parts, diagnosis, hospital, diagnosedOn, description } = injury;
  const dates = { ...(diagnosedOn === undefined ? {} : { diagnosedOn }) };
  const clinical = {
    description,
    ...dates,
    ...(time === undefined ? {} : { time }),
    ...(place === undefined ? {} : { place }),
    ...(parts === undefined ? {} : { parts }),
    ...(diagnosis === undefined ? {} : { diagnosis }),
    ...(hospital === undefined ? {} : { hospital }),
  };
  return {
    person: {
      name: maskName(person.name),
      sex: person.sex,
      number: maskNumber(person.number),
      birthDate: person.birthDate.slice(0, 4),
      ...(disclosure === 'examining' && person.occupation !== undefined ? { occupation: person.occupation } : {}),
    },
    // An employer's or a union's name is no personal data.
    applicant: { relation: applicant.relation, name: maskApplicant(applicant) },
    employer: { name: employer.name, ...(employer.code === undefined ? {} : { code: employer.code }) },
    injury: disclosure === 'examining' ? { day, ...clinical } : { day, ...dates },
    service: { electronic: service.electronic },
    ...(death === undefined ? {} : { death: { day: death.day } }),
  };
}

const maskApplicant = ({ relation, name }: CaseFile['applicant']): string =>
  relation === 'self' || relation === 'relative' ? maskName(name) : name;
