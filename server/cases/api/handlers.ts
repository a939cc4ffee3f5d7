/** The contract's endpoints of cases, by their names. */
import type { CASE_API } from '../../contract/cases.ts';
import type { DOCUMENT_API } from '../../contract/documents.ts';
import type { STAFF_API } from '../../contract/staff.ts';
import type { WORK_API } from '../../contract/work.ts';
import type { ApiHandler } from '../../http/api.ts';
import { type SessionServices, signInEndpoint, signOutEndpoint } from '../../officers/session-endpoints.ts';
import type { CaseApiServices } from './caller.ts';
import { documentFileEndpoint, documentsEndpoint, type PackageServices, packageEndpoint } from './documents.ts';
import { findEndpoint } from './find.ts';
import { openEndpoint } from './open.ts';
import { eventsEndpoint, readEndpoint } from './read.ts';
import { sealingEndpoint } from './sealing.ts';
import { stepEndpoint } from './step.ts';
import { drawsEndpoint, expertsEndpoint, statisticsEndpoint } from './supervision.ts';
import { acknowledgeEndpoint, alarmsEndpoint, workEndpoint } from './work.ts';

export type CaseEndpointName = keyof (typeof CASE_API & typeof DOCUMENT_API & typeof STAFF_API & typeof WORK_API);

export const caseHandlers = (
  services: CaseApiServices & SessionServices & PackageServices,
): Record<CaseEndpointName, ApiHandler> => ({
  signIn: signInEndpoint(services),
  signOut: signOutEndpoint(services),
  openCase: openEndpoint(services),
  takeStep: stepEndpoint(services),
  readCase: readEndpoint(services),
  caseEvents: eventsEndpoint(services),
  findCases: findEndpoint(services),
  documents: documentsEndpoint(services),
  documentFile: documentFileEndpoint(services),
  documentPackage: packageEndpoint(services),
  work: workEndpoint(services),
  alarms: alarmsEndpoint(services),
  acknowledgeAlarm: acknowledgeEndpoint(services),
  sealingSession: sealingEndpoint(services),
  drawRecords: drawsEndpoint(services),
  experts: expertsEndpoint(services),
  statistics: statisticsEndpoint(services),
});
