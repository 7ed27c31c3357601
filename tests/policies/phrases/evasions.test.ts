// What pupils do to words so that nobody finds them, and what must not be taken for it.
import { describe, expect, test } from 'vitest';
import { indexOf } from './support/phrase-lines.ts';

const index = indexOf(
  'urgent: kill myself',
  'high: suicide',
  'high: how to self harm',
  'high: want to die',
  'medium: kys',
  'low: thinspo',
  'low: ass',
);

describe('a phrase is found although it is hidden', () => {
  test.each([
    ['in capitals and accents', 'KÏLL MYSÉLF', 'kill myself'],
    ['in full width', 'ｋｉｌｌ ｍｙｓｅｌｆ', 'kill myself'],
    ['in mathematical letters', '𝓴𝓲𝓵𝓵 𝖒𝖞𝖘𝖊𝖑𝖋', 'kill myself'],
    ['in circles, boxes and small capitals', 'ⓚⓘⓛⓛ 🅼🆈🆂🅴🅻🅵', 'kill myself'],
    ['in small capitals', 'ꜱᴜɪᴄɪᴅᴇ', 'suicide'],
    ['with Cyrillic letters among the Latin', 'ѕuісіdе', 'suicide'],
    ['with Greek letters among the Latin', 'kιll myself', 'kill myself'],
    ['with digits for letters', 'k1ll my5elf', 'kill myself'],
    ['with digits for letters of several words', 'h0w t0 5elf h4rm', 'how to self harm'],
    ['with symbols for letters', '$u!c!de', 'suicide'],
    ['with symbols inside', 'su|cide k|ll myself', 'kill myself'],
    ['with vowels starred out', 's**c*de', 'suicide'],
    ['with one vowel starred out', 'su*cide', 'suicide'],
    ['with letters drawn out', 'kiiiill myseeeelf', 'kill myself'],
    ['with a letter drawn out very long', `su${'i'.repeat(90)}cide`, 'suicide'],
    ['with spaces between letters', 's u i c i d e', 'suicide'],
    ['with spaces between letters of two words', 'k i l l m y s e l f', 'kill myself'],
    ['with dots between letters', 'k.i.l.l my self', 'kill myself'],
    ['with hyphens and underscores', 's-u-i_c_i-d-e', 'suicide'],
    ['with spaces and digits', 's u 1 c 1 d e', 'suicide'],
    ['in one word', 'killmyself', 'kill myself'],
    ['in one word with digits', 'k1llmys3lf', 'kill myself'],
    ['in one word with signs', '#kill!myself', 'kill myself'],
    ['cut in the middle', 'sui cide', 'suicide'],
    ['cut with a full stop', 'sui.cide', 'suicide'],
    ['with invisible characters', 'su\u200bi\u00adc\u2060id\u200de', 'suicide'],
    ['with control characters', 'su\u0000ici\u0007de', 'suicide'],
    ['with combining marks', 's\u0336u\u0336i\u0336c\u0336i\u0336d\u0336e\u0336', 'suicide'],
    ['as it is typed in a hurry', 'want 2 die', 'want to die'],
    ['as a hashtag or handle', '#suicide @kys_now', 'suicide'],
    ['three letters with dots', 'k.y.s', 'kys'],
    ['between emoji', '🔪kill🔪myself🔪', 'kill myself'],
    ['in an address', 'https://example.org/kill-myself?x', 'kill myself'],
  ])('%s', (_, text, phrase) => {
    expect(index.flag(text)?.phrase).toBe(phrase);
    expect(index.flag(`well, ${text}, she wrote`)?.phrase).toBe(phrase);
  });
});

describe('nothing is found', () => {
  test.each([
    ['inside other words', 'classic bass, an assassin, the pass, Scunthorpe and Essex'],
    ['where two words meet', 'skill myselfish'],
    ['in numbers', '1 in 10 of 45 5 0 455 a5 in 1914'],
    ['in codes, roads and postcodes', 'b2b, A55, 4x4, D13 1AA, k3y5 to h4x0r5'],
    ['in prices and mail addresses', '$5 @ 3pm, as$ociated? user@assess.example.org'],
    ['in initials', 'Mr K. Y. Smith and S. U. I. Co'],
    ['in Russian that looks like Latin', 'в тексте асс'],
    ['in parts of a phrase', 'kill the lights. myself included'],
    ['in text that is not text', '\ud800\udfff\udc00 \u0000'],
  ])('%s', (_, text) => {
    expect(index.flag(text)).toBeNull();
  });

  test('where two short words make another one', () => {
    expect(indexOf('high: the rapist').flag('see a therapist')).toBeNull();
    expect(indexOf('high: therapist').flag('see the rapist')?.phrase).toBe('therapist');
    expect(indexOf('high: mass age').flag('massage')).toBeNull();
  });
  test('where few letters are cut', () => {
    expect(indexOf('low: anal').flag('an al dente pasta')).toBeNull();
  });
});

describe('scripts', () => {
  test('without spaces are searched in anywhere', () => {
    expect(indexOf('high: 自殺').flag('彼は自殺したい')?.phrase).toBe('自殺');
    expect(indexOf('high: 性感女').flag('我要性感女神')?.phrase).toBe('性感女');
    expect(indexOf('high: オナニー').flag('あのオナニーが')?.phrase).toBe('オナニー');
    expect(indexOf('high: ฆ่าตัวตาย').flag('อยากฆ่าตัวตายมาก')?.phrase).toBe('ฆ่าตัวตาย');
    expect(indexOf('high: がん').flag('かんたん')).toBeNull();
  });
  test('with spaces are searched in by words', () => {
    expect(indexOf('high: хочу умереть').flag('Я ХОЧУ УМЕРЕТЬ!')?.phrase).toBe('хочу умереть');
    expect(indexOf('high: рак').flag('раковина')).toBeNull();
    expect(indexOf('high: θέλω να πεθάνω').flag('ΘΕΛΩ ΝΑ ΠΕΘΑΝΩ')).not.toBeNull();
    expect(indexOf('high: اريد ان اموت').flag('أُريدُ أن أموتَ')).not.toBeNull();
  });
  test('that only look Latin are not: a Russian word is no English one', () => {
    expect(indexOf('low: cop').flag('сор')).toBeNull();
    expect(indexOf('low: cop').flag('сop')?.phrase).toBe('cop');
  });
});
