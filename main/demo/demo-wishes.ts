// What was asked for in the demo's fortnight, and what came of it.
import type { Readiness, WhitelistRequest } from '#policies/contracts/whitelist-request.ts';

export interface Wish {
  readonly url: string;
  readonly wholeSite: boolean;
  /** A teacher by name, or a pupil of a class. */
  readonly asker: { readonly teacher: string; readonly fromBlockPage: boolean } | { readonly pupilOf: string };
  /** The lesson: class, school days from now (-10 to -1 have been, 1 is the next one), period. */
  readonly lesson: { readonly group: string; readonly day: number; readonly period: string } | null;
  readonly reason: string;
  readonly state: WhitelistRequest['state'];
  /** Who decided, by name, and what they wrote. */
  readonly decision: { readonly by: string; readonly words: string } | null;
  readonly readiness: Omit<Readiness, 'at'> | null;
}

const ready = (
  state: 'green' | 'amber' | 'red',
  fetched: number,
  kilobytes: number,
  missing: readonly [url: string, why: string][] = [],
): Omit<Readiness, 'at'> => ({
  state,
  fetched,
  stored: fetched - missing.length,
  bytes: kilobytes * 1024,
  missing: missing.map(([url, why]) => ({ url, why })),
});

const inDashboard = (teacher: string): Wish['asker'] => ({ teacher, fromBlockPage: false });

export const wishes: readonly Wish[] = [
  {
    url: 'https://www.coolmathgames.com/0-fraction-splat',
    wholeSite: false,
    asker: inDashboard('Tomasz Wilk'),
    lesson: { group: '7a', day: -7, period: '2' },
    reason: 'Starter on equivalent fractions: ten minutes in pairs, then back to books.',
    state: 'approved',
    decision: { by: 'Helen Fairbairn', words: 'For this one game and this lesson.' },
    readiness: ready('green', 18, 2140),
  },
  {
    url: 'https://www.instagram.com/tate/',
    wholeSite: false,
    asker: inDashboard('Rosa Delgado'),
    lesson: { group: '9c', day: -4, period: '5' },
    reason: 'How galleries show their work: we compare three posts with the pictures on the wall.',
    state: 'approved',
    decision: { by: 'Daniel Osei', words: 'Only the gallery’s own page, on the big screen.' },
    readiness: ready('amber', 42, 7310, [
      ['https://www.instagram.com/api/graphql', 'The site answers this only to people who are signed in.'],
    ]),
  },
  {
    url: 'https://www.minecraft.net/en-us/article/medieval-castles',
    wholeSite: false,
    asker: inDashboard('Peter Hallam'),
    lesson: { group: '8b', day: 1, period: '3' },
    reason: 'Motte and bailey castles: the class rebuilds ours from the plan in this article.',
    state: 'approved',
    decision: { by: 'Helen Fairbairn', words: 'A good use of it. The article only.' },
    readiness: ready('green', 31, 4870),
  },
  {
    url: 'https://www.reddit.com/r/AskHistorians/',
    wholeSite: false,
    asker: inDashboard('Peter Hallam'),
    lesson: { group: '11a', day: 2, period: '1' },
    reason: 'Judging sources: how does this forum make people prove what they say?',
    state: 'approved',
    decision: { by: 'Carys Lewis', words: 'This one forum, and only for the lesson.' },
    readiness: ready('amber', 27, 1930, [
      ['https://www.redditstatic.com/shreddit/sentry.js', 'The site did not answer in time.'],
      ['https://matrix.redditspace.com/', 'This address belongs to another site, which stays blocked.'],
    ]),
  },
  {
    url: 'https://itch.io/jams',
    wholeSite: false,
    asker: inDashboard('Daniel Osei'),
    lesson: { group: '10b', day: 3, period: '4' },
    reason: 'Planning our own game jam: how do others write their brief?',
    state: 'approved',
    decision: { by: 'Helen Fairbairn', words: 'The list of jams only, not the games.' },
    readiness: ready('red', 1, 0, [['https://itch.io/jams', 'The site did not answer in time. It is tried again tonight.']]),
  },
  {
    url: 'https://www.thestudentroom.co.uk/showthread.php?t=7412345',
    wholeSite: false,
    asker: { pupilOf: '8b' },
    lesson: null,
    reason: 'There is a thread about learning the violin that my music teacher told us about.',
    state: 'approved',
    decision: { by: 'Imran Shah', words: 'Checked with the music teacher. This thread only.' },
    readiness: null,
  },
  {
    url: 'https://store.steampowered.com/app/230290/Universe_Sandbox/',
    wholeSite: false,
    asker: inDashboard('Kwame Boateng'),
    lesson: { group: '11b', day: 2, period: '5' },
    reason: 'Videos of orbits on this page show what happens when a mass doubles.',
    state: 'waiting',
    decision: null,
    readiness: null,
  },
  {
    url: 'https://chatgpt.com/',
    wholeSite: true,
    asker: inDashboard('Joanne Pritchard'),
    lesson: { group: '10a', day: 3, period: '2' },
    reason: 'The class marks an essay that a machine wrote about An Inspector Calls.',
    state: 'waiting',
    decision: null,
    readiness: null,
  },
  {
    url: 'https://www.tiktok.com/@royalinstitution',
    wholeSite: false,
    asker: { pupilOf: '9a' },
    lesson: null,
    reason: 'The Royal Institution shows experiments there, for my science project.',
    state: 'waiting',
    decision: null,
    readiness: null,
  },
  {
    url: 'https://www.pinterest.co.uk/ideas/gothic-architecture/',
    wholeSite: false,
    asker: { pupilOf: '11c' },
    lesson: null,
    reason: 'I need pictures of arches for my art coursework.',
    state: 'waiting',
    decision: null,
    readiness: null,
  },
  {
    url: 'https://www.bet365.com/',
    wholeSite: false,
    asker: { teacher: 'Ada Okafor', fromBlockPage: true },
    lesson: { group: '11b', day: -2, period: '3' },
    reason: 'Probability: turning real odds into percentages to see how the bookmaker always wins.',
    state: 'refused',
    decision: {
      by: 'Imran Shah',
      words: 'No betting site is opened to pupils. The worked sheet in the shared folder has real odds to use.',
    },
    readiness: null,
  },
  {
    url: 'https://discord.com/channels/homework-help',
    wholeSite: true,
    asker: { pupilOf: '10c' },
    lesson: null,
    reason: 'Our group chat for homework is there.',
    state: 'refused',
    decision: { by: 'Carys Lewis', words: 'Strangers can write to you there. Ask your form tutor for a class channel instead.' },
    readiness: null,
  },
  {
    url: 'https://illegal.test/archive',
    wholeSite: false,
    asker: { teacher: 'Tomasz Wilk', fromBlockPage: true },
    lesson: { group: '7b', day: -5, period: '4' },
    reason: 'A link on a worksheet that somebody else made leads here.',
    state: 'refused-mandatory',
    decision: null,
    readiness: null,
  },
  {
    url: 'https://www.roblox.com/education',
    wholeSite: false,
    asker: inDashboard('Daniel Osei'),
    lesson: { group: '10b', day: -3, period: '4' },
    reason: 'Their page for teachers has a lesson on loops.',
    state: 'withdrawn',
    decision: null,
    readiness: null,
  },
];
