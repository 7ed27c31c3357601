// What a teacher should know of a page before the lesson, told from what a visit saw.
import type { PageSigns } from './page-signs.ts';
import type { VisitedRequest, VisitNote, VisitResult } from './visit.ts';

export interface SeenByVisit {
  readonly by: VisitResult['by'];
  readonly requests: readonly VisitedRequest[];
  readonly path: readonly string[];
  readonly signs: PageSigns;
  readonly cutShort: boolean;
}

const signInPath = /(?:^|[/._-])(?:log-?in|log-?on|sign-?in|sso|oauth2?|saml2?|authorize|wayf)(?:$|[/._?=-])/i;
const signInHost = /^(?:accounts?|auth|login|signin|sso|id|idp|identity)\./i;
const playlist = /\.(?:m3u8|mpd)(?:$|\?)/i;

export function notesOf(seen: SeenByVisit): VisitNote[] {
  const notes: VisitNote[] = [];
  const note = (about: VisitNote['about'], why: string | null | undefined): void => {
    if (why !== null && why !== undefined) notes.push({ about, why });
  };
  note('warned', warning(seen));
  note('login', signIn(seen));
  note('consent', consent(seen));
  note('refuses-programs', refusal(seen));
  note('streaming', streaming(seen));
  note(
    'websocket',
    named(seen, 'websocket', (hosts) => `It keeps a live connection open to ${hosts}.`),
  );
  note('live', live(seen));
  note('limits', seen.cutShort ? 'It needs more than is looked at in a visit: not everything is listed.' : null);
  return notes;
}

function warning({ requests, path }: SeenByVisit): string | null {
  const page = requests.find(({ url, outcome }) => path.includes(url) && outcome.is === 'fetched' && outcome.warned !== null);
  return page?.outcome.is === 'fetched' ? `Pupils are warned first and have to go on. ${page.outcome.warned?.why ?? ''}`.trim() : null;
}

function signIn({ requests, path, signs }: SeenByVisit): string | null {
  const last = path.at(-1) ?? '';
  const url = URL.parse(last);
  if (url !== null && path.length > 1 && (signInPath.test(url.pathname) || signInHost.test(url.hostname)))
    return `The address leads on to what looks like a sign-in page, at ${url.hostname}.`;
  if (requests.find((one) => one.url === last)?.status === 401) return 'The site asks for a name and a password.';
  return signs.password ? 'The page asks for a password.' : null;
}

function consent({ signs, path }: SeenByVisit): string | null {
  if (signs.consent !== null) return `The page seems to ask about cookies first (${signs.consent}).`;
  const asking = path.slice(1).find((url) => /(?:^|[/._-])(?:cookie-?)?consent(?:$|[/._?=-])/i.test(new URL(url).pathname));
  return asking === undefined ? null : `The address leads on to a question about cookies, at ${new URL(asking).hostname}.`;
}

/** Origins that want a person answer programs with an error, or with a page that only waits. */
function refusal({ requests, path, signs }: SeenByVisit): string | null {
  const page = requests.find(({ url }) => url === path.at(-1));
  if (page?.outcome.is === 'fetched' && (page.status === 403 || page.status === 429 || page.status === 503))
    return `The site answered this visit with error ${page.status}; it may open for people.`;
  return /^(?:just a moment|attention required|verify(?:ing)? you are human|are you a robot)/i.test(signs.title ?? '')
    ? 'The site wants to know whether a person visits.'
    : null;
}

function streaming({ requests, signs }: SeenByVisit): string | null {
  const from = requests.find(({ url }) => playlist.test(url)) ?? requests.find(({ kind }) => kind === 'media');
  if (from !== undefined) return `It plays video or sound from ${from.host}, which comes piece by piece while it plays.`;
  return signs.media ? 'It has a player for video or sound, which is fetched only when it plays.' : null;
}

function live(seen: SeenByVisit): string | null {
  if (seen.by === 'crawler')
    return seen.signs.scripts || seen.requests.some(({ kind }) => kind === 'script')
      ? 'It runs scripts. What they ask for while they run was not looked at, for that takes a browser.'
      : null;
  return named(seen, 'fetch', (hosts) => `Its scripts ask ${hosts} for data while it is open.`);
}

const namedHosts = 5;

function named({ requests }: SeenByVisit, kind: VisitedRequest['kind'], words: (hosts: string) => string): string | null {
  const hosts = [...new Set(requests.filter((one) => one.kind === kind).map(({ host }) => host))];
  if (hosts.length === 0) return null;
  const rest = hosts.length - namedHosts;
  return words(hosts.slice(0, namedHosts).join(', ') + (rest > 0 ? ` and ${rest} more` : ''));
}
