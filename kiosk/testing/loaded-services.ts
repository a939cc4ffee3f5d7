/** The kiosk's services with their code at hand, so that a test can say when a visit begins. */
import { SERVICES } from '../services/index.ts';
import type { Service } from '../services/service.ts';

export const LOADED_SERVICES: readonly Service[] = await Promise.all(
  SERVICES.map(async (service) => {
    const code = await service.load();
    return { ...service, load: async () => code };
  }),
);
