import type { WhitelistRequest } from '#policies/contracts/whitelist-request.ts';
import { nobodyCanOpenIt } from './mandatory.ts';

/** What whoever asked is told about the state of it. */
export const askedWords: Readonly<Record<WhitelistRequest['state'], string>> = {
  waiting: 'Your request has reached the people at school who decide. Nothing is open yet.',
  approved: 'Your request was approved. The site opens for the time that was decided.',
  refused: 'Your request was refused. You can talk with your school about why.',
  'refused-mandatory': nobodyCanOpenIt,
  withdrawn: 'This request was withdrawn.',
};
