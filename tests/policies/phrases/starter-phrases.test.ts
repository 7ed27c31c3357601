// The shipped phrase lists in life: what must reach somebody, what must not, and how soon. Texts were written for this test
// after the lists, to see whether the lists say what they mean and not what the test says.
import { describe, expect, test } from 'vitest';
import { PhraseIndex } from '#policies/phrases/phrase-index.ts';
import { starterPhraseLists } from '#tests/policies/support/starter-lists.ts';

const index = new PhraseIndex(starterPhraseLists);

describe('somebody looks at', () => {
  test.each([
    ['suicide', 'urgent', 'I just want to die'],
    ['suicide', 'urgent', 'thinking of ending my life tonight'],
    ['suicide', 'urgent', 'how many paracetamol would kill you'],
    ['suicide', 'urgent', 'sometimes i think i will k1ll my self'],
    ['suicide', 'urgent', "don't want to be alive anymore"],
    ['suicide', 'urgent', 'dw i eisiau marw'],
    ['suicide', 'high', 'nobody would notice if i was gone'],
    ['suicide', 'high', 'my friend says she is suicidal what do i do'],
    ['self-harm', 'high', 'i can’t stop cutting my thighs'],
    ['self-harm', 'high', 'how to get the blade out of a sharpener'],
    ['self-harm', 'medium', 'is selfharming addictive'],
    ['self-harm', 'high', 'dwi wedi bod yn torri fy hun'],
    ['eating-disorder', 'high', 'i threw up after lunch, fingers down my throat'],
    ['eating-disorder', 'high', '500 calories a day'],
    ['eating-disorder', 'medium', 'am i too fat'],
    ['bullying', 'medium', 'i keep getting picked on at lunch'],
    ['bullying', 'high', 'everyone thinks you should kys'],
    ['violence', 'urgent', 'im gonna stab him on friday'],
    ['violence', 'urgent', 'how do i hide a knife in school'],
    ['extremism', 'urgent', 'how can i join al qaeda'],
    ['extremism', 'urgent', 'building a nail bomb'],
    ['grooming', 'urgent', 'someone leaked my nudes'],
    ['grooming', 'urgent', 'he is blackmailing me on snapchat'],
    ['grooming', 'urgent', 'my stepdad hits me when mum is out'],
    ['grooming', 'high', 'he said don’t tell your parents'],
    ['drugs', 'high', 'where can i buy ketamine'],
    ['hate', 'high', 'all immigrants should be shot'],
    ['proxy-avoidance', 'low', 'how to get past the school firewall'],
    ['pornography', 'urgent', 'child porn'],
  ])('%s, %s: %s', (category, severity, text) => {
    const { flags } = index.read(text);
    expect(flags.find((flag) => flag.category === category)?.severity).toBe(severity);
  });
});

describe('nobody is troubled by', () => {
  test.each([
    'suicide prevention leaflet for PSHE homework',
    'hamlet suicide soliloquy analysis',
    'suicide squad cast',
    'why did Cleopatra kill herself essay',
    'causes of the cuban missile crisis',
    'how to die my hair purple',
    'dumb ways to die song',
    'how to kill yourself in minecraft',
    'to kill a mockingbird chapter summaries',
    'i cut myself shaving',
    'how to cut my fringe',
    'what is an analysis of classic assassins in Essex',
    'therapist near me',
    'how to stop eating so much sugar',
    'get high marks in maths',
    'weed killer for patios, buy weed killer',
    'bath bomb recipe: how to make a bath bomb',
    'bomb calorimeter, how to build a bomb calorimeter',
    'shoot hoops in the playground',
    'the school shoot a film',
    'great fire of london',
    'why do people join isis gcse re',
    'anti-bullying week assembly ideas',
    'dog grooming near me',
    'macbeth act 2 scene 1 dagger soliloquy',
    'how far is 100 kms in miles',
    'killer whales facts',
    'blue period paintings by picasso',
    'cross country run 5k training',
    'hunger games district 12',
    'drug trials and double blind tests',
    'cells divide by mitosis: cut along the dotted line',
    'photosynthesis experiment with pondweed',
    'how to beat my brother in chess',
    'i hate mondays',
    'jack the ripper victims documentary',
    'cocaine trade case study geography',
    'yr 6 sats papers 1 and 2',
  ])('%s', (text) => {
    expect(index.flag(text)).toBeNull();
  });
});

test('a school word beside it hides nothing that cannot wait', () => {
  for (const text of ['i want to kill myself', 'my dad beats me', 'cutting my wrists', 'someone has my nudes'])
    expect(index.flag(`essay homework gcse prevention poster ${text}`)?.severity).toBe(index.flag(text)?.severity);
});
