// e2guardian's phrase categories in our vocabulary: by the folder that a list lies in, or by what `#listcategory` says.
// Languages are told apart there (“Pornography (French)”), not here.
import type { CategoryId } from '../model/category.ts';

export interface E2guardianCategory {
  readonly category: CategoryId;
  /** Its phrases speak for a page, whatever else stands on it. */
  readonly inFavour?: true;
}

/** Names without case, spaces and what stands in brackets. */
const named: ReadonlyMap<string, E2guardianCategory> = new Map(
  Object.entries({
    adult: 'pornography',
    badsites: 'pornography',
    // Swearing is neither sexual nor a threat by itself: words that are thrown at people come nearest.
    badwords: 'bullying',
    chat: 'chat',
    drugadvocacy: 'drugs',
    drugs: 'drugs',
    illegaldrugs: 'drugs',
    forums: 'forums',
    gambling: 'gambling',
    games: 'games',
    onlinegames: 'games',
    kidstimewasting: 'games',
    gore: 'violence',
    violence: 'violence',
    intolerance: 'hate',
    legaldrugs: 'alcohol-tobacco',
    malware: 'malware',
    music: 'music',
    news: 'news',
    nudism: 'pornography',
    peer2peer: 'file-sharing',
    personals: 'dating',
    porn: 'pornography',
    pornography: 'pornography',
    proxies: 'proxy-avoidance',
    proxy: 'proxy-avoidance',
    hacking: 'piracy',
    warezhacking: 'piracy',
    secretsocieties: 'misinformation',
    selflabeling: 'pornography',
    sport: 'news',
    travel: 'shopping',
    translation: 'translation',
    upstreamfilter: 'proxy-avoidance',
    weapons: 'weapons',
    webmail: 'mail',
    idtheft: 'scams',
    conspiracy: 'misinformation',
    domainsforsale: 'advertising',
    safelabel: 'pornography',
  }).map(([name, category]) => [name, { category }]),
);
const inFavour: E2guardianCategory = { category: 'education', inFavour: true };

/** What e2guardian calls a category, or the folder of a list; `null` when nothing here is called so. */
export function e2guardianCategory(name: string): E2guardianCategory | null {
  const plain = name
    .replace(/\(.*$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  if (/^good|^exception/.test(plain)) return inFavour;
  return named.get(plain) ?? null;
}
