import { expect, test } from 'vitest';
import { categories, categoryById } from '#policies/vocabulary/categories.ts';
import { closedToLists, useOfList } from '#policies/vocabulary/list-categories.ts';

/** Every folder that the lists of Toulouse have had. */
const folders =
  'adult agressif ai arjel associations_religieuses astrology audio-video bank bitcoin blog celebrity chat child cleaning cooking cryptojacking dangerous_material dating ddos dialer doh download drogue dynamic-dns educational_games examen_pix exceptions_liste_bu fakenews filehosting financial forums gambling games hacking jobsearch lingerie liste_blanche liste_bu malware manga marketingware mixed_adult mobile-phone phishing press publicite radio reaffected redirector remote-control residential-proxies sect sexual_education shopping shortener social_networks special sports stalkerware strict_redirector strong_redirector translation tricheur tricheur_pix update vpn warez webhosting webmail';

test('every UT1 folder has a category of ours or a reason why it is not used', () => {
  for (const folder of folders.split(' ')) {
    const use = useOfList(folder);
    expect(use, folder).not.toBeNull();
    if (use !== null && 'category' in use) expect(categoryById(use.category), folder).toBeDefined();
    else expect(use?.unused, folder).toMatch(/\.$/);
  }
});

test('lists that say what is to stay open are never used to block', () => {
  for (const folder of ['bank', 'child', 'cleaning', 'liste_blanche', 'liste_bu', 'exceptions_liste_bu', 'update', 'examen_pix'])
    expect(useOfList(folder), folder).toHaveProperty('unused');
});

test('our own ids and names stand for themselves', () => {
  for (const { id, name } of categories) {
    expect(useOfList(id)).toEqual({ category: id });
    expect(useOfList(name)).toEqual({ category: id });
  }
});

test('of a longer name the words are tried, if they agree', () => {
  expect(useOfList('hosts-gambling')).toEqual({ category: 'gambling' });
  expect(useOfList('Porn_Hosts')).toEqual({ category: 'pornography' });
  expect(useOfList('gambling-porn')).toBeNull();
  expect(useOfList('easylist')).toBeNull();
  expect(useOfList('toString')).toBeNull();
  expect(useOfList('')).toBeNull();
});

test('what no policy can reach is closed to lists', () => expect([...closedToLists].sort()).toEqual(['helpline', 'illegal']));
