// The closed vocabulary: every category with a definition that a pupil, a parent and a governor understand, under the
// four Cs of Keeping Children Safe in Education and after the UK Safer Internet Centre's "appropriate filtering" list.
import type { Category, CategoryId, Concern } from '../model/category.ts';

const of = <const Id extends CategoryId>(
  concern: Concern,
  entries: readonly (readonly [Id, string, string])[],
  mandatory = false,
): (Category & { readonly id: Id })[] => entries.map(([id, name, definition]) => ({ id, name, definition, concern, mandatory }));

const vocabulary = [
  ...of(
    'content',
    [
      [
        'illegal',
        'Illegal content',
        'Material that is against the law to publish or to look at, such as the abuse of children or terrorist propaganda.',
      ],
      ['helpline', 'Confidential help', 'Charities and services that young people can turn to in confidence when something is wrong.'],
    ],
    true,
  ),
  ...of('content', [
    ['pornography', 'Pornography', 'Sexual pictures, films or stories made to arouse, and services that sell them.'],
    ['violence', 'Violence and gore', 'Pictures or films of real injury, cruelty or death shown to shock or entertain.'],
    ['weapons', 'Weapons', 'Selling weapons or explaining how to make or use them to hurt people.'],
    ['hate', 'Hate and discrimination', 'Attacks on people for their race, religion, sex, sexuality, disability or identity.'],
    ['extremism', 'Extremism', 'Calls for violence or hatred to reach a political or religious aim, and groups that recruit for it.'],
    ['self-harm', 'Self-harm', 'Pages that encourage or explain hurting oneself.'],
    ['suicide', 'Suicide', 'Pages that encourage or explain taking one’s own life.'],
    ['eating-disorder', 'Eating disorders', 'Pages that praise starving, purging or extreme thinness or teach how to hide them.'],
    ['drugs', 'Drugs', 'Selling, praising or explaining how to make or take illegal drugs.'],
    ['alcohol-tobacco', 'Alcohol, tobacco and vaping', 'Selling or promoting alcohol, cigarettes or vapes.'],
    ['misinformation', 'Misinformation', 'Sites known for invented news, conspiracy theories or dangerous health claims.'],
    ['video', 'Video and television', 'Sites for watching films, television or clips that people upload.'],
    ['music', 'Music and radio', 'Sites for listening to music, radio or podcasts.'],
    ['news', 'News', 'Newspapers, broadcasters and news agencies.'],
    ['education', 'Education', 'Sites made for learning and teaching, museums, reference works and exam boards.'],
    ['search-engine', 'Search engines', 'Sites that look things up on the web.'],
    ['translation', 'Translation', 'Services that translate text or whole pages.'],
    ['ai-tools', 'AI tools', 'Chatbots and generators that write, draw or answer by artificial intelligence.'],
  ]),
  ...of('contact', [
    ['social-media', 'Social media', 'Networks where people share posts, pictures and messages with others.'],
    ['chat', 'Chat and messaging', 'Places to talk or message live, often with strangers.'],
    ['dating', 'Dating', 'Services for meeting people for romance or sex.'],
    ['forums', 'Forums', 'Message boards where anybody can post.'],
    ['mail', 'Web mail', 'Private e-mail accounts that the school does not run.'],
    ['grooming', 'Grooming', 'An older person winning a child’s trust to abuse or exploit the child.'],
  ]),
  ...of('conduct', [
    ['bullying', 'Bullying and threats', 'Words or pages that threaten, humiliate or hound somebody.'],
    ['games', 'Games', 'Sites for playing or downloading games that are not part of a lesson.'],
    ['proxy-avoidance', 'Ways round the filter', 'Proxies, VPNs and other tools that hide what somebody visits.'],
    ['piracy', 'Piracy', 'Sites that offer films, music, games or books without the owners’ permission.'],
    ['file-sharing', 'File sharing', 'Places to store files or send them to anybody.'],
    ['essay-mills', 'Essay writing services', 'Services that sell finished essays or coursework.'],
  ]),
  ...of('commerce', [
    ['gambling', 'Gambling', 'Betting, casinos, lotteries and practice for them, with or without real money.'],
    ['shopping', 'Shopping', 'Shops, auctions and classified advertisements.'],
    ['advertising', 'Advertising and tracking', 'Services that show advertisements or follow people from site to site.'],
    ['malware', 'Malware and phishing', 'Sites that spread harmful software or steal passwords.'],
    ['scams', 'Scams and fraud', 'Sites that cheat people out of money, such as false shops and get-rich-quick schemes.'],
  ]),
];

/** Every id there is, so that a language without words for one of them does not compile. */
export type KnownCategory = (typeof vocabulary)[number]['id'];
export const categories: readonly Category[] = vocabulary;

const byId: ReadonlyMap<CategoryId, Category> = new Map(categories.map((category) => [category.id, category]));

export function categoryById(id: CategoryId): Category | undefined {
  return byId.get(id);
}
