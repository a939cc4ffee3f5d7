/** The process that talks to PC/SC: started by the bridge (pcsc-process.ts), never by hand. */
import { loadBinding } from './pcsc-binding.ts';
import { servePcsc } from './pcsc-serve.ts';

servePcsc(loadBinding);
