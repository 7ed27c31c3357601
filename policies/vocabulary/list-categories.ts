// What the lists of others are to us: their names are not our categories. Where a list has no place among ours, or would
// stop what no school means to stop, it says why. A school changes any of it in its `lists.yaml`.
import type { CategoryId } from '../model/category.ts';
import { categories } from './categories.ts';

/** A category of ours, or why a list of this name is not used. */
export type ListUse = { readonly category: CategoryId } | { readonly unused: string };

/** Categories that no imported list may fill: what is in them is beyond the reach of any policy. */
export const closedToLists: ReadonlySet<CategoryId> = new Set(categories.filter(({ mandatory }) => mandatory).map(({ id }) => id));

const into = (category: CategoryId, names: string): [string, ListUse][] => names.split(' ').map((name) => [name, { category }]);
const not = (unused: string, names: string): [string, ListUse][] => names.split(' ').map((name) => [name, { unused }]);

/** Names in lower case with `_` for spaces and dashes: UT1's folders and their links, then what other lists are often called. */
const uses: ReadonlyMap<string, ListUse> = new Map([
  // The lists of the Université Toulouse Capitole.
  ...into('pornography', 'adult porn mixed_adult'),
  ...into('hate', 'agressif aggressive violence'),
  ...into('ai-tools', 'ai'),
  ...into('gambling', 'arjel gambling'),
  ...into('video', 'audio_video'),
  ...into('chat', 'chat'),
  ...into('weapons', 'dangerous_material'),
  ...into('dating', 'dating'),
  ...into('malware', 'cryptojacking ddos dialer hacking malware phishing stalkerware'),
  ...into('proxy-avoidance', 'doh dynamic_dns proxy redirector residential_proxies vpn'),
  ...into('drugs', 'drogue drugs'),
  ...into('misinformation', 'fakenews'),
  ...into('file-sharing', 'filehosting'),
  ...into('forums', 'forums'),
  ...into('games', 'games'),
  ...into('shopping', 'lingerie shopping'),
  ...into('advertising', 'ads marketingware publicite'),
  ...into('news', 'press'),
  ...into('music', 'radio'),
  ...into('education', 'educational_games sexual_education'),
  ...into('social-media', 'social_networks'),
  ...into('translation', 'translation'),
  ...into('essay-mills', 'tricheur tricheur_pix'),
  ...into('piracy', 'warez'),
  ...into('mail', 'mail webmail'),
  ...not(
    'It repeats “redirector” and adds rules against image searches, which safe search sees to.',
    'strict_redirector strong_redirector',
  ),
  ...not('It says what is to stay open, which is for the school to say.', 'bank child cleaning download liste_blanche update'),
  ...not('It says what one library or one exam opens, whatever it is about.', 'examen_pix exceptions_liste_bu liste_bu'),
  ...not(
    'What people believe is not for a list to judge; name single sites where there is harm.',
    'associations_religieuses astrology sect',
  ),
  ...not(
    'It names a kind of service that says nothing about what is on it.',
    'blog mobile_phone reaffected remote_control shortener special webhosting',
  ),
  ...not('It names a subject that the policy does not stop.', 'bitcoin celebrity cooking financial jobsearch manga sports'),
  // What the same is called elsewhere.
  ...into('pornography', 'pornography nsfw sex adult_content sexual_content nudity'),
  ...into('violence', 'gore violence_and_gore graphic_violence'),
  ...into('hate', 'racism hate_speech discrimination'),
  ...into('extremism', 'terrorism radicalisation radicalization'),
  ...into('self-harm', 'selfharm'),
  ...into('eating-disorder', 'eating_disorders proana pro_ana'),
  ...into('alcohol-tobacco', 'alcohol tobacco smoking vaping alcohol_and_tobacco'),
  ...into('misinformation', 'fake_news disinformation conspiracy'),
  ...into('video', 'streaming videos tv movies video_streaming'),
  ...into('music', 'audio'),
  ...into('search-engine', 'search search_engines searchengines'),
  ...into('ai-tools', 'artificial_intelligence chatbots generative_ai'),
  ...into('social-media', 'social socialmedia social_network social_networking facebook tiktok snapchat instagram twitter'),
  ...into('chat', 'messaging instant_messaging im'),
  ...into('forums', 'forum message_boards'),
  ...into('mail', 'email web_mail'),
  ...into('proxy-avoidance', 'anonymizers anonvpn bypass proxies tor vpns vpn_proxy doh_servers'),
  ...into('piracy', 'torrent torrents p2p illegal_downloads'),
  ...into('file-sharing', 'filesharing file_hosting cloud_storage'),
  ...into('essay-mills', 'cheating contract_cheating'),
  ...into('gambling', 'betting casino casinos lottery'),
  ...into('games', 'game gaming online_games'),
  ...into('shopping', 'ecommerce e_commerce auctions'),
  ...into('advertising', 'ad advertisement advertisements adservers adware analytics tracker trackers tracking telemetry spyware_and_ads'),
  ...into('malware', 'botnet c2 crypto cryptomining exploit malicious ransomware spyware threat threats virus viruses suspicious'),
  ...into('scams', 'scam fraud hoax'),
  ...into('weapons', 'guns weapon firearms'),
]);

/**
 * What a list of this name is to us; `null` for a name that says nothing. Our own ids and names stand for themselves, and
 * of a longer name its words are tried (`hosts-gambling`), so that most lists need no mapping.
 */
export function useOfList(name: string): ListUse | null {
  const plain = name.toLowerCase().replace(/[\s-]+/g, '_');
  const own = categories.find(
    (category) => category.id.replaceAll('-', '_') === plain || category.name.toLowerCase() === name.toLowerCase(),
  );
  if (own) return { category: own.id };
  const whole = uses.get(plain);
  if (whole) return whole;
  const words = plain.split(/[_.]+/).map((word) => uses.get(word) ?? ownOf(word));
  const known = words.filter((use): use is { readonly category: CategoryId } => use !== undefined && 'category' in use);
  const [first] = known;
  return first !== undefined && known.every(({ category }) => category === first.category) ? first : null;
}

function ownOf(word: string): ListUse | undefined {
  const own = categories.find(({ id }) => id === word);
  return own && { category: own.id };
}
