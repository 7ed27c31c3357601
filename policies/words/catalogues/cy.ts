// Cymraeg: the vocabulary, verdicts and the block page, in plain Welsh. An inserted name never stands where its first letter would mutate:
// it follows the word for what it is (`y grŵp “…”`, `rhestr “…”`), `ar gyfer`, a comma or a colon.
import type { KnownCategory } from '../../vocabulary/categories.ts';
import type { CategoryWords, Words } from '../words.ts';
import { cyNotices } from './cy-notices.ts';
import { people } from './cy-people.ts';

// Of a site or a category, both masculine; of several sites.
const one = { allow: 'wedi’i ganiatáu', warn: 'wedi’i ganiatáu gyda rhybudd', block: 'wedi’i flocio' } as const;
const several = { allow: 'wedi’u caniatáu', warn: 'wedi’u caniatáu gyda rhybudd', block: 'wedi’u blocio' } as const;
const did = { allow: 'Wedi’i ganiatáu', warn: 'Wedi’i ganiatáu gyda rhybudd', block: 'Wedi’i flocio' } as const;
const severityNames = { low: 'isel', medium: 'canolig', high: 'uchel', urgent: 'brys' } as const;

const is = (name: string, definition: string): CategoryWords => ({ name, definition });

const categories: Readonly<Record<KnownCategory, CategoryWords>> = {
  illegal: is(
    'Cynnwys anghyfreithlon',
    'Deunydd y mae ei gyhoeddi neu edrych arno yn erbyn y gyfraith, fel cam-drin plant neu bropaganda terfysgol.',
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

export const cy: Words = {
  ...cyNotices,
  people,
  tag: 'cy',
  ownName: 'Cymraeg',
  time: {
    weekdays: ['Dydd Sul', 'Dydd Llun', 'Dydd Mawrth', 'Dydd Mercher', 'Dydd Iau', 'Dydd Gwener', 'Dydd Sadwrn'],
    months: ['Ionawr', 'Chwefror', 'Mawrth', 'Ebrill', 'Mai', 'Mehefin', 'Gorffennaf', 'Awst', 'Medi', 'Hydref', 'Tachwedd', 'Rhagfyr'],
    moment: (date, time) => `${date}, ${time}`,
    span: (from, until) => `${from} tan ${until}`,
  },
  categories,
  audience: {
    everyone: 'ar gyfer pawb',
    onePerson: 'ar gyfer un person',
    unknown: 'ar gyfer pobl nad yw’r hidlydd yn eu hadnabod',
    group: (name) => `ar gyfer y grŵp “${name}”`,
  },
  changers: {
    nobody: 'Ni all neb yn yr ysgol newid hyn.',
    lapses:
      'Penderfynodd yr ysgol hyn am gyfnod penodol. Daw i ben ohono’i hun; gall y rhai sy’n penderfynu ar geisiadau ddod ag ef i ben yn gynt.',
    decider: 'Penderfynodd yr ysgol hyn, heb ddyddiad gorffen. Gall y rhai sy’n penderfynu ar geisiadau ei dynnu’n ôl.',
    'teacher-or-committee':
      'Gall athrawon gael y safle hwn ar agor i’w dosbarthiadau eu hunain, o fewn y terfynau y mae’r ysgol wedi’u gosod. Gall y pwyllgor e-ddiogelwch newid hyn i bawb.',
    committee: 'Gall pwyllgor e-ddiogelwch yr ysgol newid hyn.',
  },
  explanation: {
    terms: {
      address: 'Cyfeiriad',
      who: 'Pwy',
      when: 'Pryd',
      where: 'Ble',
      carried: 'Yn y cyfeiriad',
      rule: 'Rheol',
      beat: 'Yn drech na',
      audience: 'Yn berthnasol',
      schedule: 'Amserlen',
      until: 'Mewn grym tan',
      reason: 'Y rheswm a roddwyd',
      category: 'Categori',
      also: 'Hefyd ar restr',
      list: 'Rhestr',
      search: 'Chwiliad',
      flag: 'Baner',
      obligations: 'Hefyd mewn grym',
      policy: 'Polisi',
      change: 'Pwy all newid hyn',
    },
    sentence: ({ effect, because, carried, list }) => {
      const through = carried === null ? '' : `, oherwydd y dudalen sydd yn y cyfeiriad (${carried})`;
      const listed = list === null ? '' : ` (rhestr “${list.name}”, llinell ${list.line})`;
      return `${did[effect]}${through}: ${because}${listed}.`;
    },
    confidentialHelp: 'mae cymorth cyfrinachol ar agor i bawb ac nid yw’n cael ei gofnodi wrth enw',
    illegal: 'mae ar restr o gynnwys anghyfreithlon, na all neb yn yr ysgol ei agor',
    decided: (audience) => `dyna a benderfynodd yr ysgol ${audience}`,
    schoolRule: (audience) => `mae gan yr ysgol reol ${audience}`,
    groupRule: (audience) => `mae rheol ${audience}`,
    category: (name, effect, audience) => {
      const what = name === null ? 'mae’r safle' : `mae’r categori “${name}”`;
      return effect === 'block-unless-approved'
        ? `${what} wedi’i flocio ${audience} oni bai bod aelod o staff wedi agor y safle`
        : `${what} ${one[effect]} ${audience}`;
    },
    pageWords: (name, effect, audience) =>
      `mae ei geiriau’n eiriau’r categori “${name ?? 'anhysbys'}”, ac mae tudalennau o’r fath ${several[effect]} ${audience}`,
    fileKind: (audience) => `mae ffeiliau o’r math hwn wedi’u blocio ${audience}`,
    fileSize: (audience) => `mae ffeiliau o’r maint hwn wedi’u blocio ${audience}`,
    unknownSite: (effect, audience) =>
      `nid oes unrhyw restr yn gwybod am y safle hwn, ac mae safleoedd anhysbys ${several[effect]} ${audience}`,
    ruleNames: {
      category: (category, group, schedule) => [category, group, ...(schedule === null ? [] : [schedule])].join(', '),
      pageWords: (category, group) => `Geiriau tudalennau, ${category}, ${group}`,
      files: (group) => `Mathau a meintiau ffeiliau, ${group}`,
      unknownSites: (group) => `Safleoedd nad ydynt ar unrhyw restr, ${group}`,
      listed: (list, line) => `Rhestr ${list}, llinell ${line}`,
      decision: (request) => `Penderfyniad ar y cais ${request}`,
    },
    ruleWithEffect: (name, effect) => `${name}: ${one[effect]}`,
    listAndLine: (name, line) => `${name}, llinell ${line}`,
    categoryAndDefinition: (name, definition) => `${name}. ${definition}`,
    personIn: (name, groups) => [name ?? 'Rhywun', ...(groups.length === 0 ? [] : [`(${groups.join(', ')})`])].join(' '),
    onSite: 'Ar rwydwaith yr ysgol',
    offSite: 'I ffwrdd o rwydwaith yr ysgol',
    search: (term, engine) => `“${term}” (${engine})`,
    flag: ({ phrase, category, severity, list, line }) =>
      `“${phrase}” (${category}, difrifoldeb: ${severityNames[severity]}), rhestr “${list}”, llinell ${line}. Nid yw baner yn blocio dim: bydd person yn edrych arni.`,
    obligations: {
      'safe-search': 'Mae chwilio diogel y peiriant chwilio wedi’i droi ymlaen.',
      'video-restriction': 'Gofynnir i safleoedd fideo ddefnyddio eu modd cyfyngedig.',
      'do-not-record': 'Nid oes dim yn cael ei gofnodi sy’n arwain at berson.',
    },
    policyVersion: (bundle) => `fersiwn ${bundle}`,
  },
  blockPage: {
    title: (host, school) => `Wedi’i blocio: ${host} – ${school}`,
    webFilter: (school) => `${school} · hidlydd gwe`,
    heading: 'Mae’r dudalen hon wedi’i blocio',
    showsPagesOf: ', sy’n dangos tudalennau’r safle ',
    illegal: (school) =>
      `Mae ar restr o gynnwys anghyfreithlon. Ni all neb yn yr ysgol hon, ${school}, ei hagor, ac ni ellir gofyn amdani.`,
    category: (name, audience) => `Mae’n perthyn i’r categori “${name ?? 'anhysbys'}”, sydd wedi’i flocio ${audience}.`,
    pageWords: (name, audience) =>
      `Mae ei geiriau’n rhai sydd ar dudalennau yn y categori “${name ?? 'anhysbys'}”. Mae tudalennau o’r fath wedi’u blocio ${audience}.`,
    fileKind: (audience) => `Mae ffeiliau o’r math hwn wedi’u blocio ${audience}.`,
    fileSize: (audience) => `Mae ffeiliau o’r maint hwn wedi’u blocio ${audience}.`,
    unknownSite: (audience) =>
      `Nid oes unrhyw restr yn gwybod am y safle hwn eto. Mae safleoedd nad oes neb wedi edrych arnynt wedi’u blocio ${audience}.`,
    ownRule: (school) => `Mae gan yr ysgol hon, ${school}, ei rheol ei hun ar gyfer y dudalen hon.`,
    ownRuleForGroup: (school) => `Mae gan yr ysgol hon, ${school}, ei rheol ei hun ar gyfer y dudalen hon ac ar gyfer eich grŵp chi.`,
    reasonGiven: 'Y rheswm a roddwyd.',
    ask: 'Gofyn am y dudalen hon',
    report: 'Mae hyn yn gamgymeriad',
    care: {
      heading: 'Dydych chi ddim ar eich pen eich hun',
      text: 'Os yw rhywbeth yn anodd ar hyn o bryd, gallwch siarad â rhywun nawr. Mae am ddim ac yn gyfrinachol.',
      lines: [
        { name: 'Childline', number: '0800 1111', forWhom: 'i unrhyw un dan 19 oed, ddydd a nos' },
        { name: 'Meic', number: '080880 23456', forWhom: 'i blant a phobl ifanc hyd at 25 oed yng Nghymru' },
        { name: 'Y Samariaid', number: '116 123', forWhom: 'i bawb, ddydd a nos' },
      ],
    },
    talk: {
      heading: 'Gyda phwy i siarad',
      pupil: {
        ordinary:
          'Siaradwch â’ch athro neu’ch athrawes, neu ag unrhyw oedolyn yn yr ysgol rydych chi’n ymddiried ynddo. Mae’r cyfeirnod yn dangos iddyn nhw pa dudalen oedd hi.',
        illegal:
          'Os daethoch chi yma ar ddamwain, dydych chi ddim wedi gwneud dim byd o’i le. Caewch y dudalen a dywedwch wrth athro, athrawes neu oedolyn arall rydych chi’n ymddiried ynddo.',
      },
      staff: {
        ordinary: 'Siaradwch â phwyllgor e-ddiogelwch yr ysgol neu â’r person diogelu dynodedig, a rhowch y cyfeirnod iddyn nhw.',
        illegal: 'Dywedwch wrth y person diogelu dynodedig nawr. Peidiwch â chwilio am y dudalen eto, ei chopïo na’i hanfon at neb.',
      },
      other: {
        ordinary: 'Gofynnwch i aelod o staff, a rhowch y cyfeirnod iddyn nhw.',
        illegal: 'Dywedwch wrth aelod o staff, a pheidiwch â chwilio am y dudalen eto.',
      },
    },
    rows: {
      reference: 'Cyfeirnod',
      address: 'Cyfeiriad',
      category: 'Categori',
      rule: 'Rheol',
      list: 'Rhestr',
      schedule: 'Amserlen',
      until: 'Mewn grym tan',
      policy: 'Polisi',
      time: 'Amser',
      stoppedBy: 'Ble cafodd ei stopio',
    },
    network: 'ar rwydwaith yr ysgol',
    browser: 'yn y porwr hwn',
    oneLine: (school, reference) => `Wedi’i flocio gan hidlydd gwe’r ysgol hon, ${school}. Cyfeirnod ${reference}.`,
  },
  warnPage: {
    title: (host, school) => `Meddyliwch yn gyntaf: ${host} – ${school}`,
    heading: 'Meddyliwch cyn mynd ymlaen',
    category: (name, audience) => `Mae’n perthyn i’r categori “${name ?? 'anhysbys'}”, sydd wedi’i ganiatáu ar ôl rhybudd ${audience}.`,
    unknownSite: (audience) =>
      `Nid oes unrhyw restr yn gwybod am y safle hwn eto. Mae safleoedd nad oes neb wedi edrych arnynt wedi’u caniatáu ar ôl rhybudd ${audience}.`,
    pageWords: (name, audience) =>
      `Mae ei geiriau’n rhai sydd ar dudalennau yn y categori “${name ?? 'anhysbys'}”. Mae tudalennau o’r fath wedi’u caniatáu ar ôl rhybudd ${audience}.`,
    recorded: 'Mae cofnod eich bod wedi gweld y dudalen hon. Os ewch chi ymlaen, bydd hynny’n cael ei gofnodi hefyd.',
    lasts: 'Os ewch chi ymlaen, bydd y safle’n aros ar agor i chi ar y ddyfais hon am hanner awr.',
    goBack: 'Mynd yn ôl',
    goOn: 'Mynd ymlaen',
    inFrame: 'Nid yw’n agor y tu mewn i dudalen arall. Ar ei dudalen ei hun, gallwch benderfynu a ydych am fynd ymlaen.',
    openAlone: 'Agor ar ei dudalen ei hun',
    shownBy: 'Ble cafodd ei ddangos',
    oneLine: (school, reference) =>
      `Heb ei lwytho: mae hidlydd gwe’r ysgol hon, ${school}, yn rhybuddio am y safle hwn yn gyntaf. Cyfeirnod ${reference}.`,
  },
};
