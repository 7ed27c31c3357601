// Cymraeg: the names and definitions of the vocabulary.
import type { KnownCategory } from '../../vocabulary/categories.ts';
import type { CategoryWords } from '../words.ts';

const is = (name: string, definition: string): CategoryWords => ({ name, definition });

export const cyCategories: Readonly<Record<KnownCategory, CategoryWords>> = {
  illegal: is(
    'Cynnwys anghyfreithlon',
    'Deunydd y mae’n erbyn y gyfraith ei gyhoeddi neu edrych arno, fel cam-drin plant neu bropaganda terfysgol.',
  ),
  helpline: is('Cymorth cyfrinachol', 'Elusennau a gwasanaethau y gall pobl ifanc droi atyn nhw’n gyfrinachol pan fydd rhywbeth o’i le.'),
  pornography: is('Pornograffi', 'Lluniau, ffilmiau neu straeon rhywiol sydd wedi’u gwneud i gyffroi, a gwasanaethau sy’n eu gwerthu.'),
  violence: is(
    'Trais a gwaed',
    'Lluniau neu ffilmiau o anafiadau, creulondeb neu farwolaethau go iawn sy’n cael eu dangos i ddychryn neu i ddifyrru.',
  ),
  weapons: is('Arfau', 'Gwerthu arfau, neu egluro sut i’w gwneud neu sut i’w defnyddio i frifo pobl.'),
  hate: is('Casineb a gwahaniaethu', 'Ymosod ar bobl oherwydd eu hil, eu crefydd, eu rhyw, eu rhywioldeb, eu hanabledd neu eu hunaniaeth.'),
  extremism: is(
    'Eithafiaeth',
    'Galw am drais neu gasineb er mwyn cyrraedd nod gwleidyddol neu grefyddol, a grwpiau sy’n recriwtio ar gyfer hynny.',
  ),
  'self-harm': is('Hunan-niweidio', 'Tudalennau sy’n annog pobl i’w brifo eu hunain, neu’n egluro sut i wneud hynny.'),
  suicide: is('Hunanladdiad', 'Tudalennau sy’n annog pobl i roi diwedd ar eu bywydau eu hunain, neu’n egluro sut i wneud hynny.'),
  'eating-disorder': is(
    'Anhwylderau bwyta',
    'Tudalennau sy’n canmol llwgu, gwneud i chi’ch hun chwydu neu fod yn eithriadol o denau, neu’n dysgu sut i guddio hynny.',
  ),
  drugs: is('Cyffuriau', 'Gwerthu neu ganmol cyffuriau anghyfreithlon, neu egluro sut i’w gwneud neu eu cymryd.'),
  'alcohol-tobacco': is('Alcohol, tybaco a fepio', 'Gwerthu neu hyrwyddo alcohol, sigaréts neu fêps.'),
  misinformation: is(
    'Camwybodaeth',
    'Safleoedd sy’n adnabyddus am newyddion ffug, damcaniaethau cynllwyn neu honiadau peryglus am iechyd.',
  ),
  video: is('Fideo a theledu', 'Safleoedd ar gyfer gwylio ffilmiau, teledu neu glipiau y mae pobl yn eu huwchlwytho.'),
  music: is('Cerddoriaeth a radio', 'Safleoedd ar gyfer gwrando ar gerddoriaeth, radio neu bodlediadau.'),
  news: is('Newyddion', 'Papurau newydd, darlledwyr ac asiantaethau newyddion.'),
  education: is('Addysg', 'Safleoedd ar gyfer dysgu ac addysgu, amgueddfeydd, cyfeirlyfrau a byrddau arholi.'),
  'search-engine': is('Peiriannau chwilio', 'Safleoedd sy’n chwilio am bethau ar y we.'),
  translation: is('Cyfieithu', 'Gwasanaethau sy’n cyfieithu testun neu dudalennau cyfan.'),
  'ai-tools': is(
    'Offer deallusrwydd artiffisial',
    'Sgwrsfotiaid a rhaglenni sy’n ysgrifennu, yn creu lluniau neu’n ateb drwy ddeallusrwydd artiffisial.',
  ),
  'social-media': is('Cyfryngau cymdeithasol', 'Rhwydweithiau lle mae pobl yn rhannu postiadau, lluniau a negeseuon ag eraill.'),
  chat: is('Sgwrsio a negeseua', 'Lleoedd i siarad neu anfon negeseuon yn fyw, yn aml gyda dieithriaid.'),
  dating: is('Dêtio', 'Gwasanaethau ar gyfer cwrdd â phobl i gael perthynas ramantus neu ryw.'),
  forums: is('Fforymau', 'Byrddau negeseuon lle gall unrhyw un bostio.'),
  mail: is('Gwe-bost', 'Cyfrifon e-bost preifat nad yr ysgol sy’n eu rhedeg.'),
  grooming: is(
    'Meithrin perthynas amhriodol',
    'Person hŷn yn ennill ymddiriedaeth plentyn er mwyn cam-drin y plentyn neu gamfanteisio arno.',
  ),
  bullying: is('Bwlio a bygythiadau', 'Geiriau neu dudalennau sy’n bygwth rhywun, yn codi cywilydd arno neu’n ei erlid.'),
  games: is('Gemau', 'Safleoedd ar gyfer chwarae neu lawrlwytho gemau nad ydyn nhw’n rhan o wers.'),
  'proxy-avoidance': is(
    'Ffyrdd o osgoi’r hidlydd',
    'Gweinyddion dirprwyol, VPN ac offer eraill sy’n cuddio’r hyn y mae rhywun yn ymweld ag ef.',
  ),
  piracy: is('Môr-ladrad digidol', 'Safleoedd sy’n cynnig ffilmiau, cerddoriaeth, gemau neu lyfrau heb ganiatâd y perchnogion.'),
  'file-sharing': is('Rhannu ffeiliau', 'Lleoedd i gadw ffeiliau neu eu hanfon at unrhyw un.'),
  'essay-mills': is('Gwasanaethau ysgrifennu traethodau', 'Gwasanaethau sy’n gwerthu traethodau neu waith cwrs gorffenedig.'),
  gambling: is('Gamblo', 'Betio, casinos, loterïau ac ymarfer ar eu cyfer, gydag arian go iawn neu hebddo.'),
  shopping: is('Siopa', 'Siopau, arwerthiannau a hysbysebion bach.'),
  advertising: is('Hysbysebu ac olrhain', 'Gwasanaethau sy’n dangos hysbysebion neu’n dilyn pobl o safle i safle.'),
  malware: is('Maleiswedd a gwe-rwydo', 'Safleoedd sy’n lledaenu meddalwedd niweidiol neu’n dwyn cyfrineiriau.'),
  scams: is('Sgamiau a thwyll', 'Safleoedd sy’n twyllo pobl i golli arian, fel siopau ffug a chynlluniau i ddod yn gyfoethog yn gyflym.'),
};
