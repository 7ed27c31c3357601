// The strings of every page that is nobody's policy: troubles of the network, and the extension's own pages.

/** What can go wrong between a browser, the proxy and a site, apart from certificates. */
export const troubleIds = [
  'device-unknown',
  'device-silent',
  'guest-code-wanted',
  'no-policy',
  'request-unreadable',
  'connect-without-name',
  'request-misdirected',
  'not-a-website',
  'own-name',
  'filter-fault',
  'filter-busy',
  'unusual-port',
  'loop',
  'password-asked',
  'answer-not-http',
  'answer-head-too-long',
  'no-such-name',
  'name-not-looked-up',
  'connection-refused',
  'connection-broken',
  'connection-timeout',
  'answer-late',
  'answer-stopped',
  'answer-incomplete',
  'no-route',
  'address-prohibited',
  'no-secure-connection',
  'outdated-tls',
  'warning-refused',
] as const;
export type TroubleId = (typeof troubleIds)[number];

/** Why a site's certificate is not accepted (RFC 5280 §6). */
export const certificateFaults = [
  'expired',
  'not-yet-valid',
  'other-name',
  'self-made',
  'untrusted-authority',
  'untrusted-or-incomplete',
  'forged',
  'withdrawn',
  'untrusted',
  'other-purpose',
  'issuer-may-not',
  'own-authority',
  'no-names',
  'weak-key',
  'weak-signature',
  'no-staple',
  'outside-constraints',
  'unknown-demand',
] as const;
export type CertificateFault = (typeof certificateFaults)[number];

/** What a problem page is about. `code` is OpenSSL's name for a fault that has no words of its own. */
export type Trouble = TroubleId | { readonly certificate: CertificateFault } | { readonly code: string };

export interface ProblemWords {
  readonly title: string;
  /** What happened and what to do, each in plain words. */
  readonly sentences: readonly string[];
}

/** Why a browser is not set up. */
export type SetUpState = 'waiting' | 'joining' | 'refused';

/** What the extension's background can have trouble with. */
export type ExtensionProblem =
  | 'no-web-request-blocking' // Chrome did not let us stop requests: not installed by policy
  | 'storage-failing' // the browser's disk or quota is full, or its database is broken
  | 'bundle-refused' // a bundle came that is not signed by the school or not newer
  | 'enrolment-refused' // the server does not accept the school's key
  | 'event-refused' // the server did not want an event, which was set aside
  | 'floor-refused' // Chrome did not take the rules that hold while we do not run
  | 'many-blocked-requests'; // a page asked for so many blocked hosts that not each was recorded

export interface NoticeWords {
  readonly troubles: Readonly<Record<TroubleId, ProblemWords>>;
  readonly certificates: {
    readonly title: string;
    readonly faults: Readonly<Record<CertificateFault, string>>;
    readonly notOpened: string;
    readonly notAccepted: (code: string) => string;
    readonly tellTechnician: string;
  };
  readonly extension: ExtensionWords;
  readonly guest: GuestWords;
}

/** The page on which a guest enters a code. */
export interface GuestWords {
  readonly title: string;
  readonly ask: string;
  readonly code: string;
  readonly goOnline: string;
  /** What is kept about a guest. */
  readonly kept: string;
  readonly wrong: string;
  readonly tooMany: string;
  readonly online: string;
  readonly until: (moment: string) => string;
  readonly leave: string;
  readonly left: string;
}

export interface ExtensionWords {
  readonly blocked: {
    readonly title: string;
    readonly forgotten: string;
    readonly openAgain: string;
    readonly wasBlocked: string;
    readonly openNow: string;
    readonly opened: string;
  };
  readonly notice: {
    readonly notSetUp: string;
    readonly setUp: string;
    readonly goOn: string;
    /** What is happening, and what to do if it stays so. */
    readonly states: Readonly<Record<SetUpState, readonly [now: string, then: string]>>;
    readonly noSite: { readonly title: string; readonly said: string };
    readonly notChecked: { readonly title: string; readonly said: string; readonly again: string; readonly tryAgain: string };
  };
  readonly popup: {
    readonly headlines: Readonly<Record<SetUpState | 'ready', string>>;
    readonly problems: Readonly<Record<ExtensionProblem, string>>;
    readonly whatIsChecked: string;
    readonly everyPage: (school: string | null, phase: string | null) => string;
    readonly whatIsKept: string;
    readonly kept: readonly string[];
    readonly visitsOnNetwork: string;
    readonly visitsInBrowser: string;
    readonly whatIsNotKept: string;
    readonly notKept: readonly string[];
    /** Where typed words are read: in the order of the parts of `Typing`, then what is kept of them and what is not. */
    readonly typed: {
      readonly everywhere: string;
      readonly chats: string;
      readonly category: (name: string) => string;
      readonly site: (host: string) => string;
      readonly kept: (places: string) => string;
      readonly notKept: readonly string[];
    };
    readonly why: string;
    readonly because: readonly string[];
    readonly rules: string;
    readonly noRules: string;
    readonly version: (bundle: number) => string;
    readonly server: string;
    readonly connected: string;
    readonly notReached: string;
    readonly network: string;
    readonly schools: string;
    readonly notSchools: string;
    readonly notSent: string;
    readonly records: (count: number) => string;
    readonly dashboard: string;
    /** For staff: puts the page in front into a plan of lessons. */
    readonly addToPlan: string;
  };
}
