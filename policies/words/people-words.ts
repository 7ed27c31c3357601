// The strings of what people do in the extension: their requests, asking for a site, telling the school something.
import type { WhitelistRequest } from '../contracts/whitelist-request.ts';

export interface PeopleWords {
  /** Who uses the browser, as the popup says it; `null`: the school does not know. */
  readonly signedInAs: (name: string | null) => string;
  readonly requests: {
    readonly heading: string;
    readonly none: string;
    readonly states: Readonly<Record<WhitelistRequest['state'], string>>;
    readonly reason: (reason: string) => string;
    readonly until: (moment: string) => string;
  };
  readonly ask: {
    readonly title: string;
    readonly lead: string;
    readonly leadStaff: string;
    readonly address: string;
    readonly addressHint: string;
    readonly wholeSite: string;
    readonly why: string;
    readonly whyHint: string;
    readonly group: string;
    readonly date: string;
    readonly period: string;
    readonly noClasses: string;
    readonly send: string;
    readonly sent: Readonly<Record<WhitelistRequest['state'], string>>;
    readonly wrongAddress: string;
    readonly wrongWhy: string;
    readonly wrongLesson: string;
  };
  readonly report: {
    readonly title: string;
    readonly lead: string;
    readonly what: string;
    readonly whatHint: string;
    readonly to: string;
    readonly toAny: string;
    readonly withoutName: string;
    readonly withoutNameHint: string;
    readonly withName: (name: string) => string;
    readonly send: string;
    readonly sent: string;
    readonly wrong: string;
    readonly danger: string;
  };
  readonly agreement: {
    readonly title: string;
    readonly none: string;
    /** For the popup. */
    readonly toRead: string;
    readonly read: string;
    readonly accept: string;
    readonly acceptedAt: (moment: string) => string;
    readonly parentAt: (moment: string) => string;
    readonly parentWaits: string;
    readonly changed: string;
  };
  readonly form: {
    readonly notSent: string;
    readonly notTaken: string;
    readonly notSetUp: string;
    readonly another: string;
  };
}
