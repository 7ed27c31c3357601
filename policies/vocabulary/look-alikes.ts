// Characters that are taken for a Latin letter: derived from the Unicode confusables (UTS #39), kept where the prototype is
// one letter a–z once case and accents are gone, with the small capitals of "fancy text" added. What NFKC or dropping
// accents folds already is not here. A capital counts by its small form, so that both cases of a word fold alike.

/** Latin letter → small letters that look like it or like its capital. */
export const lookAlikes: Readonly<Record<string, string>> = {
  a: 'ɑɐαаᗅꓮꭺᴀ',
  b: 'ƀƃƅɓβбвьѣҍᏼᑲᑳᖯᗷꓐꞵꮟʙ',
  c: 'ȼςсҫᴄⲥꓚꮯ',
  d: 'ðđƌɖɗԁᑯᗞᗪꓒꓓꭰꮷᴅ',
  e: 'ɇεеҽҿⴹꓰꬲꭼᴇǝ',
  f: 'ƒϝքᖴᵮẝꓝꞙꬵꜰ',
  g: 'ƍǥɠɡԍցᏻᶃꓖꮐɢ',
  h: 'ħɦнћңһӈӊհᏺᕼⱨⲏꓧꚕꮋꮒʜ',
  i: 'ıɨɩɪιіӏᵻᵼꙇꭵ',
  j: 'ɉʝϳјᒍꓙꭻᴊ',
  k: 'ƙκкқҟᛕⱪⲕꓗꝁꮶᴋĸ',
  l: 'łƚɫɭᒪᛁⲓⳑⵏꓡꓲꮮʟ',
  m: 'ϻмӎᗰᛖⲙꓟꮇᴍ',
  n: 'ƞɲɳηոռᵰⲛꓠɴŋ',
  o: 'øɵθοσоѳөօჿᴏᴑⲟⴱⵁⵔꓳꝋꬽꬾꭴꮎꮻ',
  p: 'ƥρрᑭᵽⲣꓑꮲᴘ',
  q: 'ʠԛգզⵕ',
  r: 'ɍɼɽʀгғᖇᴦᵲⲅꓣꭇꭈꭱꮁꮢ',
  s: 'ƽʂѕտᵴꓢꜱꮥꮪ',
  t: 'ŧƭʈτтҭᵵⱦⲧꓔꭲᴛ',
  u: 'ʉʋυսᑌᴜᵾꓴꞟꭎꭒꮜ',
  v: 'νѵᐯᴠⴸꓦꮩ',
  w: 'ɯѡԝաᴡꓪꝡꮃꮤ',
  x: 'χхҳᕁᕽᚷⲭⵝꓫꭓ',
  y: 'ƴɏɣγуүұᶌỿⲩꓬꭚꭹꮍʏ',
  z: 'ƶȥʐζᴢᵶꓜꮓ',
};
