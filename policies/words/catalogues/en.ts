// British English: verdicts and the block page.
import { categories, type KnownCategory } from '../../vocabulary/categories.ts';
import type { CategoryWords, Words } from '../words.ts';
import { enNotices } from './en-notices.ts';
import { people } from './en-people.ts';

const state = { allow: 'allowed', warn: 'allowed with a warning', block: 'blocked' } as const;
const did = { allow: 'Allowed', warn: 'Allowed with a warning', block: 'Blocked' } as const;

export const en: Words = {
  ...enNotices,
  people,
  tag: 'en-GB',
  ownName: 'English',
  time: {
    weekdays: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
    months: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
    moment: (date, time) => `${date}, ${time}`,
    span: (from, until) => `${from} to ${until}`,
  },
  // The vocabulary itself is in English.
  categories: Object.fromEntries(categories.map(({ id, name, definition }) => [id, { name, definition }])) as Record<
    KnownCategory,
    CategoryWords
  >,
  audience: {
    everyone: 'for everyone',
    onePerson: 'for one person',
    unknown: 'for people whom the filter does not know',
    group: (name) => `for ${name}`,
  },
  changers: {
    nobody: 'Nobody at the school can change this.',
    lapses: 'The school decided this for a set time. It ends by itself; those who decide on requests can end it sooner.',
    decider: 'The school decided this, with no end. Those who decide on requests can take it back.',
    'teacher-or-committee':
      'A teacher can have this site opened for their own class, within the limits that the school has set. The e-safety committee can change this for everyone.',
    committee: 'The school’s e-safety committee can change this.',
  },
  explanation: {
    terms: {
      address: 'Address',
      who: 'Who',
      when: 'When',
      where: 'Where',
      carried: 'Inside the address',
      rule: 'Rule',
      beat: 'Stands above',
      audience: 'Holds',
      schedule: 'Timetable',
      until: 'Holds until',
      reason: 'Reason given',
      category: 'Category',
      also: 'Also listed as',
      list: 'List',
      search: 'Search',
      flag: 'Flag',
      obligations: 'Also in force',
      policy: 'Policy',
      change: 'Who can change it',
    },
    sentence: ({ effect, because, carried, list }) => {
      const through = carried === null ? '' : `, for the page of ${carried} that the address carries,`;
      const listed = list === null ? '' : ` (list “${list.name}”, line ${list.line})`;
      return `${did[effect]}${through} because ${because}${listed}.`;
    },
    confidentialHelp: 'confidential help is open to everyone and is not recorded by name',
    illegal: 'it is on a list of illegal content, which nobody at the school can open',
    decided: (audience) => `the school decided so ${audience}`,
    schoolRule: (audience) => `the school has a rule ${audience}`,
    groupRule: (audience) => `there is a rule ${audience}`,
    category: (name, effect, audience) => {
      const what = name === null ? 'the site' : `“${name}”`;
      return effect === 'block-unless-approved'
        ? `${what} is blocked ${audience} unless a member of staff has opened the site`
        : `${what} is ${state[effect]} ${audience}`;
    },
    pageWords: (name, effect, audience) =>
      `its words are those of the category “${name ?? 'unknown'}”, and such pages are ${state[effect]} ${audience}`,
    fileKind: (audience) => `files of this kind are blocked ${audience}`,
    fileSize: (audience) => `files of this size are blocked ${audience}`,
    unknownSite: (effect, audience) => `no list knows this site, and unknown sites are ${state[effect]} ${audience}`,
    ruleNames: {
      category: (category, group, schedule) => [category, group, ...(schedule === null ? [] : [schedule])].join(', '),
      pageWords: (category, group) => `Words of pages, ${category}, ${group}`,
      files: (group) => `Kinds and sizes of files, ${group}`,
      unknownSites: (group) => `Sites on no list, ${group}`,
      listed: (list, line) => `List ${list}, line ${line}`,
      decision: (request) => `Decision on request ${request}`,
    },
    ruleWithEffect: (name, effect) => `${name}: ${state[effect]}`,
    listAndLine: (name, line) => `${name}, line ${line}`,
    categoryAndDefinition: (name, definition) => `${name}. ${definition}`,
    personIn: (name, groups) => [name ?? 'Somebody', ...(groups.length === 0 ? [] : [`in ${groups.join(', ')}`])].join(' '),
    onSite: 'On the school’s network',
    offSite: 'Away from the school’s network',
    search: (term, engine) => `“${term}” at ${engine}`,
    flag: ({ phrase, category, severity, list, line }) =>
      `“${phrase}” (${category}, ${severity}), list “${list}”, line ${line}. A flag blocks nothing: a person looks at it.`,
    obligations: {
      'safe-search': 'The search engine’s strict mode is forced.',
      'video-restriction': 'Video sites are asked for their restricted mode.',
      'do-not-record': 'Nothing is recorded that leads to a person.',
    },
    policyVersion: (bundle) => `version ${bundle}`,
  },
  blockPage: {
    title: (host, school) => `Blocked: ${host} – ${school}`,
    webFilter: (school) => `${school} · web filter`,
    heading: 'This page is blocked',
    showsPagesOf: ', which shows pages of ',
    illegal: (school) => `It is on a list of illegal content. Nobody at ${school} can open it, and it cannot be asked for.`,
    category: (name, audience) => `It belongs to the category “${name ?? 'unknown'}”, which is blocked ${audience}.`,
    pageWords: (name, audience) =>
      `Its words are those of pages in the category “${name ?? 'unknown'}”. Such pages are blocked ${audience}.`,
    fileKind: (audience) => `Files of this kind are blocked ${audience}.`,
    fileSize: (audience) => `Files of this size are blocked ${audience}.`,
    unknownSite: (audience) => `No list knows this site yet. Sites that nobody has looked at are blocked ${audience}.`,
    ownRule: (school) => `${school} has a rule of its own for this page.`,
    ownRuleForGroup: (school) => `${school} has a rule of its own for this page and for your group.`,
    reasonGiven: 'Reason given.',
    ask: 'Ask for this page',
    report: 'This is a mistake',
    care: {
      heading: 'You are not on your own',
      text: 'If something is hard at the moment, you can talk to somebody now. It is free, day and night, and in confidence.',
      lines: [
        { name: 'Childline', number: '0800 1111', forWhom: 'for anyone under 19' },
        { name: 'Samaritans', number: '116 123', forWhom: 'for everybody' },
      ],
    },
    talk: {
      heading: 'Who to talk to',
      pupil: {
        ordinary: 'Talk to your teacher, or to any adult at school you trust. The reference number tells them which page it was.',
        illegal: 'If you came here by accident, you have done nothing wrong. Close the page and tell a teacher or another adult you trust.',
      },
      staff: {
        ordinary: 'Talk to the school’s e-safety committee or the safeguarding lead, and give them the reference number.',
        illegal: 'Tell the designated safeguarding lead now. Do not look for it again, copy it or send it to anybody.',
      },
      other: {
        ordinary: 'Please ask a member of staff, and give them the reference number.',
        illegal: 'Please tell a member of staff, and do not look for it again.',
      },
    },
    rows: {
      reference: 'Reference',
      address: 'Address',
      category: 'Category',
      rule: 'Rule',
      list: 'List',
      schedule: 'Timetable',
      until: 'Holds until',
      policy: 'Policy',
      time: 'Time',
      stoppedBy: 'Stopped by',
    },
    network: 'the school’s network',
    browser: 'this browser',
    oneLine: (school, reference) => `Blocked by ${school}’s web filter. Reference ${reference}.`,
  },
  warnPage: {
    title: (host, school) => `Think first: ${host} – ${school}`,
    heading: 'Think before you go on',
    category: (name, audience) => `It belongs to the category “${name ?? 'unknown'}”, which is allowed after a warning ${audience}.`,
    unknownSite: (audience) => `No list knows this site yet. Sites that nobody has looked at are allowed after a warning ${audience}.`,
    pageWords: (name, audience) =>
      `Its words are those of pages in the category “${name ?? 'unknown'}”. Such pages are allowed after a warning ${audience}.`,
    recorded: 'It is recorded that you were shown this page. If you go on, that is recorded too.',
    lasts: 'If you go on, the site stays open to you on this device for half an hour.',
    goBack: 'Go back',
    goOn: 'Go on',
    inFrame: 'Inside another page it does not open. On a page of its own you can decide whether to go on.',
    openAlone: 'Open it on its own',
    shownBy: 'Shown by',
    oneLine: (school, reference) => `Not loaded: ${school}’s web filter warns of this site first. Reference ${reference}.`,
  },
};
