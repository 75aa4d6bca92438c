import { engineContract } from '#app/contract';

/** The contract that web and mobile pages will be served over; the same that a window of the workstation has. */
export const servedContract = engineContract;
