// The plans of the demo school's teachers: one that is open and ready, one that waits for an answer, one that is still written.
import type { LessonPlan, LessonReady, LinkAnswer, LinkReady, PageLook, PlanLink } from '#policies/contracts/lesson-plan.ts';
import type { PolicyDocument } from '#policies/contracts/policy-document.ts';
import { parseTarget } from '#policies/engine/target.ts';
import type { Rule } from '#policies/model/rule.ts';
import { rulesOfLink } from '#policies/workflows/plan-rules.ts';
import type { SchoolStore } from '#store/school-store.ts';
import type { DemoPeople } from './demo-people.ts';
import type { Calendar } from './demo-requests.ts';

export interface DemoPlan {
  readonly plan: LessonPlan;
  readonly rules: readonly Rule[];
  readonly ready: readonly LessonReady[];
  readonly looks: ReadonlyMap<string, PageLook>;
}

interface Site {
  readonly url: string;
  readonly what: string;
  readonly state: PlanLink['state'];
  readonly answer?: string;
  readonly embeds?: readonly string[];
  readonly look?: {
    readonly title: string;
    readonly hosts: readonly (readonly [host: string, objects: number, blocked: number])[];
    readonly notes?: readonly string[];
  };
  readonly ready?: Omit<LinkReady, 'link' | 'missing' | 'changed'> & { readonly missing?: LinkReady['missing']; readonly changed?: string };
}

interface Unit {
  readonly teacher: string;
  readonly title: string;
  readonly group: string;
  readonly period: string;
  /** School days from now. */
  readonly days: readonly number[];
  readonly sites: readonly Site[];
}

const units: readonly Unit[] = [
  {
    teacher: 'Peter Hallam',
    title: 'Norman castles',
    group: '8b',
    period: '3',
    days: [1, 3, 6],
    sites: [
      {
        url: 'https://www.english-heritage.org.uk/learn/castles/',
        what: 'Read how motte and bailey castles were built.',
        state: 'open-already',
        look: {
          title: 'Castles | English Heritage',
          hosts: [
            ['www.english-heritage.org.uk', 61, 0],
            ['fonts.googleapis.com', 2, 0],
          ],
          notes: ['The page asks for consent to cookies before it shows all of itself.'],
        },
        ready: { state: 'green', objects: 63, stored: 63, bytes: 4_120_000 },
      },
      {
        url: 'https://www.minecraft.net/en-us/article/block-week-castle',
        what: 'Rebuild our castle from the plan in the article.',
        state: 'approved',
        answer: 'A good use of it. The article only.',
        embeds: ['www.youtube-nocookie.com', 'i.ytimg.com'],
        look: {
          title: 'Build of the week: a castle',
          hosts: [
            ['www.minecraft.net', 44, 0],
            ['www.youtube-nocookie.com', 1, 1],
            ['i.ytimg.com', 3, 3],
          ],
          notes: ['A video is streamed: it needs the site itself in the lesson.'],
        },
        ready: {
          state: 'amber',
          objects: 48,
          stored: 47,
          bytes: 7_930_000,
          missing: [{ url: 'https://www.youtube-nocookie.com/embed/castle', why: 'The site forbids that a copy is kept.' }],
          changed: 'The page has other words than when it was approved: 812 then, 640 now.',
        },
      },
      {
        url: 'https://www.instagram.com/explore/tags/castles/',
        what: 'Pictures of castles for the title page.',
        state: 'refused',
        answer: 'Too much besides castles. Try the picture library of English Heritage.',
      },
    ],
  },
  {
    teacher: 'Joanne Pritchard',
    title: 'An Inspector Calls: who is to blame?',
    group: '10a',
    period: '2',
    days: [2, 4],
    sites: [
      {
        url: 'https://www.reddit.com/r/GCSE/',
        what: 'How do others argue that Sheila changes? Judge two answers.',
        state: 'waiting',
        look: {
          title: 'r/GCSE',
          hosts: [
            ['www.reddit.com', 38, 38],
            ['styles.redditmedia.com', 4, 4],
          ],
          notes: ['The site may ask people to sign in.'],
        },
      },
      { url: 'https://www.bl.uk/works/an-inspector-calls', what: 'The first page of the manuscript.', state: 'open-already' },
    ],
  },
  {
    teacher: 'Peter Hallam',
    title: 'The Great Fire of London',
    group: '8b',
    period: '3',
    days: [8],
    sites: [
      { url: 'https://www.coolmathgames.com/0-fire-of-london', what: 'Lay out the streets so that the fire stops.', state: 'draft' },
      { url: 'https://www.museumoflondon.org.uk/great-fire', what: 'Three sources: whom do you believe?', state: 'draft' },
    ],
  },
];

const minute = 60_000;

export function demoPlans(policy: PolicyDocument, people: DemoPeople, { past, coming }: Calendar): DemoPlan[] {
  const written = (past.at(-2)?.at('16:10') ?? 0) + minute;
  return units.map((unit, index) => demoPlan(unit, index, written, policy, people, { past, coming }));
}

function demoPlan(unit: Unit, index: number, at: number, policy: PolicyDocument, people: DemoPeople, { coming }: Calendar): DemoPlan {
  const account = (name: string): string => people.accounts.find((one) => one.name === name)?.id ?? 'system';
  const owner = account(unit.teacher);
  const lead = people.accounts.find(({ role }) => role === 'safeguarding-lead')?.id ?? 'system';
  const links = unit.sites.map((site, number) => linkOf(site, `${index}${number}`.padStart(8, 'a'), owner, lead, at));
  const lessons = unit.days.flatMap((day) => {
    const date = coming[day - 1]?.date;
    return date === undefined ? [] : [{ group: unit.group, date, period: unit.period }];
  });
  const plan: LessonPlan = {
    id: `plan-demo-${index + 1}`,
    owner,
    title: unit.title,
    lessons,
    links,
    madeAt: at,
    changedAt: at + 40 * minute,
    copyOf: null,
    atOnce: false,
  };
  const reported = unit.sites.flatMap(({ ready }, number): LinkReady[] =>
    ready ? [{ missing: [], ...ready, link: links[number]?.id ?? '', changed: ready.changed ?? null }] : [],
  );
  const [first] = lessons;
  const state = reported.some((one) => one.state === 'amber') ? 'amber' : 'green';
  return {
    plan,
    rules: links
      .filter((link) => link.state === 'approved')
      .flatMap((link) => rulesOfLink(policy, plan, link, { by: lead, reason: link.answers.at(-1)?.words ?? '', at })),
    ready: first && reported.length > 0 ? [{ lesson: first, state, at: at + 60 * minute, left: null, links: reported, effect: null }] : [],
    looks: new Map(
      unit.sites.flatMap((site, number) => (site.look ? [[links[number]?.id ?? '', lookOf(site, site.look, at)] as const] : [])),
    ),
  };
}

function linkOf(site: Site, id: string, owner: string, lead: string, at: number): PlanLink {
  const target = parseTarget(site.url);
  if (!target) throw new Error(`The demo school plans ${site.url}, which is no address.`);
  const asked: LinkAnswer[] = site.state === 'draft' ? [] : [{ did: 'asked', by: owner, at: at + 10 * minute, words: site.what }];
  const answered: LinkAnswer[] =
    site.answer === undefined
      ? []
      : [{ did: site.state === 'approved' ? 'approved' : 'refused', by: lead, at: at + 40 * minute, words: site.answer }];
  return {
    id,
    url: site.url,
    host: target.host,
    wholeSite: false,
    what: site.what,
    state: site.state,
    answers: [...asked, ...answered],
    embeds: [...(site.embeds ?? [])],
    reviewed: null,
    choice: null,
  };
}

function lookOf({ url }: Site, { title, hosts, notes = [] }: NonNullable<Site['look']>, at: number): PageLook {
  return {
    at: at + 2 * minute,
    by: 'mark-up',
    finalUrl: url,
    page: { at, words: '0'.repeat(64), count: 800, title, hosts: hosts.map(([host]) => host) },
    hosts: hosts.map(([host, objects, blocked]) => ({ host, objects, blocked, category: null })),
    notes: [...notes],
    problem: null,
    pictured: false,
  };
}

/** Plans that are kept already stay as they are. */
export async function saveDemoPlans(school: SchoolStore, plans: readonly DemoPlan[]): Promise<void> {
  for (const { plan, ready, looks } of plans) {
    await school.plans.save(plan, 0);
    for (const report of ready) await school.plans.saveReady(plan.id, report);
    for (const [link, look] of looks) await school.plans.saveLook(plan.id, link, look, null);
  }
}
