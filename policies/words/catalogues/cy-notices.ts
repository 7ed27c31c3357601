// Cymraeg: what is nobody's policy, and the extension's own pages.
import type { NoticeWords, ProblemWords } from '../notice-words.ts';

const says = (title: string, ...sentences: string[]): ProblemWords => ({ title, sentences });

const tellTechnician = 'Os oes angen y safle hwn, rhowch y cyfeiriad, a’r hyn sydd i’w weld yma, i dechnegydd yr ysgol.';

export const cyNotices: NoticeWords = {
  troubles: {
    'device-unknown': says(
      'Nid yw’r ddyfais hon wedi’i gosod ar gyfer rhyngrwyd yr ysgol',
      'Nid yw’r hidlydd gwe’n gwybod pwy sy’n gofyn, felly nid yw’n gadael dim drwodd.',
      'Gofynnwch i dechnegydd yr ysgol gofrestru’r ddyfais hon. Os oedd yn gweithio o’r blaen, ailgychwynnwch y porwr.',
    ),
    'device-silent': says(
      'Mae estyniad yr ysgol wedi mynd yn dawel ar y ddyfais hon',
      'Nid yw’r hidlydd gwe wedi clywed gan estyniad porwr yr ysgol ar y ddyfais hon ers peth amser, felly mae’r tudalennau’n aros.',
      'Caewch y porwr a’i agor eto. Bydd yr estyniad yn adrodd yn ôl o fewn hanner munud; yna llwythwch y dudalen hon eto.',
      'Os bydd yn dal fel hyn, dywedwch wrth dechnegydd yr ysgol: efallai fod yr estyniad wedi’i ddiffodd, neu nad yw’n cyrraedd gweinydd yr ysgol.',
    ),
    'guest-code-wanted': says(
      'Mae angen cod ar ymwelwyr yma',
      'Rhwydwaith i ymwelwyr yw hwn, a does neb wedi mewngofnodi ar y ddyfais hon.',
      'Agorwch http://schoolgate.internal/guest a rhowch y cod a gawsoch gan aelod o staff.',
    ),
    'no-policy': says(
      'Nid yw’r hidlydd gwe wedi’i osod eto',
      'Nid oes polisi y gall yr hidlydd ei ddefnyddio, felly nid yw’n gadael dim drwodd.',
      'Bydd gweinyddwr yr ysgol yn cyhoeddi un yn y dangosfwrdd.',
    ),
    'request-unreadable': says('Nid oedd modd darllen y cais', 'Nid yw’r hyn a anfonodd y porwr yn gais cywir.'),
    'connect-without-name': says('Nid oedd modd darllen y cais', 'Mae angen enw gwesteiwr a phorth ar CONNECT.'),
    'request-misdirected': says('Aeth y cais i’r lle anghywir', 'Nid yr enw yn y cais yw’r enw yr agorwyd y cysylltiad ar ei gyfer.'),
    'not-a-website': says('Hidlydd gwe’r ysgol yw hwn', 'Mae porwyr yn ei ddefnyddio fel gweinydd dirprwyol. Nid oes gwefan yma.'),
    'own-name': says('Nid oes gwefan yma', 'Enw’r hidlydd gwe ei hun yw hwn.'),
    'filter-fault': says(
      'Nid oedd yr hidlydd gwe’n gallu delio â’r cais hwn',
      'Aeth rhywbeth o’i le y tu mewn i’r hidlydd gwe, felly nid yw’n gadael dim drwodd.',
      'Rhowch gynnig arall arni mewn munud. Os bydd yn dal fel hyn, dywedwch wrth dechnegydd yr ysgol.',
    ),
    'filter-busy': says('Mae’r hidlydd gwe’n brysur', 'Mae gormod o geisiadau’n aros. Rhowch gynnig arall arni mewn munud.'),
    'unusual-port': says(
      'Dim ond y porth arferol sydd ar agor',
      'Nid yw’r hidlydd gwe’n darllen traffig y safle hwn, felly dim ond https arferol sy’n cael mynd drwodd iddo.',
    ),
    loop: says(
      'Aeth y cais mewn cylch',
      'Mae wedi bod drwy’r hidlydd gwe hwn yn barod. Dylai’r technegydd edrych ar osodiadau’r gweinydd dirprwyol ar y ddyfais hon ac ar y rhwydwaith.',
    ),
    'password-asked': says(
      'Nid oedd modd defnyddio ateb y safle',
      'Gofynnodd y safle am gyfrinair hidlydd gwe’r ysgol. Ni wnaeth yr hidlydd basio’r cais hwnnw ymlaen.',
    ),
    'answer-not-http': says('Nid oedd modd darllen ateb y safle', 'Anfonodd y safle rywbeth nad yw’n HTTP cywir.'),
    'answer-head-too-long': says(
      'Nid oedd modd darllen ateb y safle',
      'Anfonodd y safle fwy o ddata pennyn nag y mae’r hidlydd yn ei dderbyn.',
    ),
    'no-such-name': says('Nid oes safle o’r enw hwn', 'Edrychwch a oes gwall teipio yn y cyfeiriad.'),
    'name-not-looked-up': says(
      'Nid oedd modd dod o hyd i enw’r safle',
      'Ni wnaeth y gwasanaeth enwau ateb. Rhowch gynnig arall arni mewn munud.',
    ),
    'connection-refused': says('Nid yw’r safle’n ateb', 'Gwrthododd gweinydd y safle’r cysylltiad. Efallai ei fod wedi’i ddiffodd.'),
    'connection-broken': says(
      'Torrodd y safle’r cysylltiad',
      'Daeth y cysylltiad i ben cyn i’r dudalen gyrraedd. Rhowch gynnig arall arni.',
    ),
    'connection-timeout': says(
      'Nid yw’r safle’n ateb',
      'Ni chafwyd cysylltiad mewn pryd. Efallai nad yw’r safle’n gweithio, neu ei fod yn rhy brysur.',
    ),
    'answer-late': says('Mae’r safle’n cymryd gormod o amser', 'Derbyniodd y safle’r cais ac wedyn ni wnaeth ateb.'),
    'answer-stopped': says('Mae’r safle’n cymryd gormod o amser', 'Stopiodd y safle yng nghanol ei ateb.'),
    'answer-incomplete': says('Nid yw ateb y safle’n gyflawn', 'Daeth llai neu fwy na’r hyn a ddywedodd y safle.'),
    'no-route': says('Nid oes modd cyrraedd y safle', 'Nid oes ffordd o’r fan hon i rwydwaith y safle.'),
    'address-prohibited': says(
      'Nid yw’r cyfeiriad hwn ar agor drwy’r hidlydd',
      'Mae’r enw’n arwain at rwydwaith preifat, at y cyfrifiadur hwn ei hun, neu at borth nad yw’n cael ei ddefnyddio ar gyfer gwefannau.',
    ),
    'no-secure-connection': says(
      'Dim cysylltiad diogel â’r safle',
      'Nid oedd y safle a’r hidlydd yn gallu cytuno ar gysylltiad diogel.',
      tellTechnician,
    ),
    'outdated-tls': says(
      'Dim cysylltiad diogel â’r safle',
      'Dim ond hen fersiynau o TLS sydd wedi’u torri (1.0 neu 1.1) y mae’r safle’n eu defnyddio.',
      tellTechnician,
    ),
    'warning-refused': says(
      'Nid oes modd ateb y rhybudd hwn bellach',
      'Cafodd ei ddangos yn rhy bell yn ôl, neu ar gyfer tudalen arall neu berson arall. Nid yw dim byd wedi’i agor.',
      'Agorwch y dudalen eto: bydd y rhybudd yn cael ei ddangos eto, a gallwch fynd ymlaen o’r fan honno.',
    ),
  },
  certificates: {
    title: 'Nid oedd modd profi pwy yw’r safle hwn',
    faults: {
      expired: 'Mae tystysgrif ddiogelwch y safle wedi dod i ben.',
      'not-yet-valid': 'Nid yw tystysgrif ddiogelwch y safle’n ddilys eto.',
      'other-name': 'Mae tystysgrif ddiogelwch y safle’n perthyn i enw arall.',
      'self-made': 'Y safle ei hun wnaeth ei dystysgrif ddiogelwch; nid oes neb yn gwarantu pwy ydyw.',
      'untrusted-authority': 'Cafodd tystysgrif ddiogelwch y safle ei rhoi gan awdurdod nad oes neb yn ymddiried ynddo.',
      'untrusted-or-incomplete':
        'Cafodd tystysgrif ddiogelwch y safle ei rhoi gan awdurdod nad oes neb yn ymddiried ynddo, neu nid yw’r safle’n anfon ei gadwyn gyfan.',
      forged: 'Mae tystysgrif ddiogelwch y safle’n ffug neu wedi’i difrodi.',
      withdrawn: 'Mae tystysgrif ddiogelwch y safle wedi’i thynnu’n ôl gan yr awdurdod a’i rhoddodd.',
      untrusted: 'Nid oes modd ymddiried yn nhystysgrif ddiogelwch y safle.',
      'other-purpose':
        'Nid ar gyfer gwefannau y mae tystysgrif ddiogelwch y safle, neu cafodd ei rhoi gan rywun nad oes ganddo’r hawl i roi un.',
      'issuer-may-not': 'Cafodd tystysgrif ddiogelwch y safle ei rhoi gan rywun nad oes ganddo’r hawl i roi un.',
      'own-authority': 'Mae’r safle’n dangos tystysgrif ddiogelwch hidlydd yr ysgol hon. Dim ond yr hidlydd sy’n cael gwneud hynny.',
      'no-names': 'Nid yw tystysgrif ddiogelwch y safle’n dweud, yn y lle y mae porwyr yn edrych, ar gyfer pa enwau y mae hi.',
      'weak-key': 'Mae gan dystysgrif ddiogelwch y safle, neu un o’r rhai y tu ôl iddi, allwedd sy’n rhy wan i brofi dim.',
      'weak-signature':
        'Cafodd tystysgrif ddiogelwch y safle, neu un o’r rhai y tu ôl iddi, ei llofnodi mewn ffordd y mae modd ei ffugio (MD5 neu SHA-1).',
      'no-staple':
        'Rhaid i dystysgrif ddiogelwch y safle ddod â phrawf nad yw wedi’i thynnu’n ôl, ac ni anfonodd y safle brawf sy’n cyfrif.',
      'outside-constraints':
        'Cafodd tystysgrif ddiogelwch y safle ei rhoi gan awdurdod nad oes ganddo’r hawl i roi un ar gyfer yr enw hwn.',
      'unknown-demand': 'Mae tystysgrif ddiogelwch y safle’n gofyn am rywbeth nad yw’r hidlydd yn ei adnabod.',
    },
    notOpened: 'Ni wnaeth yr hidlydd agor y dudalen, oherwydd gallai rhywun fod yn ei darllen neu’n ei newid.',
    notAccepted: (code) => `Ni chafodd tystysgrif ddiogelwch y safle ei derbyn (${code}).`,
    tellTechnician,
  },
  guest: {
    title: 'Croeso. Rhowch eich cod ymwelydd',
    ask: 'Bydd aelod o staff yn rhoi cod o ddeuddeg llythyren a digid i chi. Nid oes ots am gysylltnodau, bylchau na llythrennau bach.',
    code: 'Cod ymwelydd',
    goOnline: 'Mynd ar-lein',
    kept: 'Mae hidlydd gwe’r ysgol yn berthnasol i ymwelwyr hefyd. Mae’n cadw pa wefannau y mae’r ddyfais hon yn eu hagor, o dan eich cod. Mae’r ysgol yn gwybod pwy roddodd y cod i chi.',
    wrong:
      'Nid yw’r cod hwn yn gywir, neu mae ei amser ar ben. Edrychwch arno eto, neu gofynnwch am un newydd i’r sawl a’i rhoddodd i chi.',
    tooMany: 'Cafwyd gormod o gynigion. Arhoswch chwarter awr, neu gofynnwch i aelod o staff.',
    online: 'Rydych chi ar-lein',
    until: (moment) => `Mae eich cod yn ddilys tan ${moment}. Cewch gau’r dudalen hon.`,
    leave: 'Allgofnodi ar y ddyfais hon',
    left: 'Rydych wedi allgofnodi.',
  },
  extension: {
    blocked: {
      title: 'Wedi’i blocio',
      forgotten: 'Stopiodd Schoolgate dudalen yma, ond nid yw’n cofio pa un oedd hi.',
      openAgain: 'Ewch yn ôl, neu agorwch y dudalen eto i weld pam.',
      wasBlocked: 'Roedd y dudalen hon wedi’i blocio',
      openNow: 'Agor y dudalen nawr',
      opened: 'Mae’r ysgol wedi agor y dudalen hon.',
    },
    notice: {
      notSetUp: 'Nid yw’r porwr hwn wedi’i osod eto',
      setUp: 'Mae’r porwr hwn wedi’i osod',
      goOn: 'Gallwch fynd ymlaen.',
      states: {
        waiting: [
          'Ni ellir agor dim nes bydd gosodiadau’r ysgol wedi cyrraedd. Mae hynny’n cymryd ychydig eiliadau pan fydd porwr yn cychwyn am y tro cyntaf; wedyn bydd y dudalen hon yn mynd ymlaen ohoni’i hun.',
          'Os bydd yn aros fel hyn, dywedwch wrth dechnegydd yr ysgol: nid oes cyfeiriad gweinydd nac allwedd gofrestru ar gyfer Schoolgate ym mholisi’r porwr hwn.',
        ],
        joining: [
          'Mae’r porwr yn nôl rheolau’r ysgol. Ni ellir agor dim cyn iddyn nhw gyrraedd; wedyn bydd y dudalen hon yn mynd ymlaen ohoni’i hun.',
          'Os bydd yn aros fel hyn, dywedwch wrth dechnegydd yr ysgol: nid yw’r porwr yn gallu cyrraedd gweinydd Schoolgate yr ysgol.',
        ],
        refused: [
          'Nid yw gweinydd yr ysgol yn adnabod y porwr hwn, felly ni ellir agor dim.',
          'Dywedwch wrth dechnegydd yr ysgol: nid yr allwedd gofrestru ym mholisi’r porwr hwn yw’r un y mae’r dangosfwrdd yn ei dangos.',
        ],
      },
      noSite: {
        title: 'Nid yw’r cyfeiriad hwn yn perthyn i wefan',
        said: 'Mae’r cyfeiriad yn cynnwys tudalen ei hun yn lle enwi gwefan, felly ni all neb ddweud beth ydyw. Nid yw Schoolgate yn agor cyfeiriadau o’r fath.',
      },
      notChecked: {
        title: 'Nid oedd modd gwirio’r dudalen hon',
        said: 'Aeth rhywbeth o’i le yn yr hidlydd ei hun. I fod yn ddiogel, ni chafodd y dudalen ei hagor.',
        again: 'Os bydd yn digwydd eto, dywedwch wrth dechnegydd yr ysgol.',
        tryAgain: 'Rhoi cynnig arall arni',
      },
    },
    popup: {
      headlines: {
        ready: 'Mae’r porwr hwn yn cael ei hidlo',
        waiting: 'Nid yw’r porwr hwn wedi’i osod eto',
        joining: 'Yn nôl rheolau’r ysgol',
        refused: 'Nid yw gweinydd yr ysgol yn adnabod y porwr hwn',
      },
      problems: {
        'no-web-request-blocking': 'Nid yw Chrome yn gadael i Schoolgate stopio tudalennau. Rhaid iddo gael ei osod gan bolisi’r ysgol.',
        'storage-failing': 'Nid yw’r porwr hwn yn gallu ysgrifennu i’w ddisg. Gwnewch le arni, wedyn ailgychwynnwch y porwr.',
        'bundle-refused': 'Daeth set o reolau nad oedd gweinydd yr ysgol wedi’i llofnodi. Y rheolau da diwethaf sydd mewn grym.',
        'enrolment-refused': 'Nid yr allwedd gofrestru ym mholisi’r porwr hwn yw’r un y mae’r dangosfwrdd yn ei dangos.',
        'event-refused': 'Ni dderbyniodd gweinydd yr ysgol gofnod. Efallai nad yw ei fersiwn ef yr un fath â fersiwn yr estyniad hwn.',
        'floor-refused':
          'Ni dderbyniodd Chrome y rheolau sydd mewn grym tra nad yw Schoolgate yn rhedeg. Y rhai diwethaf a dderbyniwyd sydd mewn grym.',
        'many-blocked-requests': 'Gofynnodd tudalen am gynifer o safleoedd wedi’u blocio fel na chafodd pob un ei gofnodi.',
      },
      whatIsChecked: 'Beth sy’n cael ei wirio',
      everyPage: (school, phase) =>
        `Mae pob tudalen yn cael ei chymharu â ${school === null ? 'rheolau eich ysgol' : `rheolau’r ysgol (${school})`}${phase === null ? '' : ` ar gyfer y grŵp “${phase}”`} cyn iddi agor.`,
      whatIsKept: 'Beth sy’n cael ei gadw, gyda’ch cyfrif ysgol',
      kept: [
        'Tudalennau a gafodd eu stopio, rhybuddion, ac a aethoch chi ymlaen',
        'Chwiliadau, a chwestiynau i sgyrsiau AI, a allai olygu bod angen help ar rywun',
      ],
      visitsOnNetwork: 'Y tudalennau rydych chi’n eu hagor, oherwydd eich bod ar rwydwaith yr ysgol',
      visitsInBrowser: 'Y tudalennau rydych chi’n eu hagor yn y porwr hwn',
      whatIsNotKept: 'Beth sydd ddim yn cael ei gadw',
      notKept: [
        'Popeth arall rydych chi’n ei deipio, yr hyn rydych chi’n ei ddarllen, eich negeseuon, eich cyfrineiriau a’ch sgrin',
        'Eich enw, pan fyddwch yn ymweld â llinell gymorth gyfrinachol',
      ],
      typed: {
        everywhere: 'ar bob tudalen',
        chats: 'mewn sgyrsiau AI',
        category: (name) => `ar dudalennau’r categori “${name}”`,
        site: (host) => `ar y safle ${host}`,
        kept: (places) =>
          `Geiriau rydych chi’n eu teipio a allai olygu bod angen help ar rywun, gydag ychydig eiriau o’u cwmpas. Maen nhw’n cael eu chwilio ${places}.`,
        notKept: [
          'Popeth arall rydych chi’n ei deipio, yr hyn rydych chi’n ei ddarllen, a’ch sgrin',
          'Yr hyn rydych chi’n ei deipio mewn meysydd ar gyfer cyfrineiriau, taliadau neu fanylion personol',
          'Yr hyn rydych chi’n ei deipio at linell gymorth gyfrinachol, na’ch enw wrth ymweld ag un',
        ],
      },
      why: 'Pam',
      because: [
        'Rhaid i’r ysgol gadw pawb yn ddiogel ar-lein. Pan allai geiriau olygu bod rhywun mewn perygl, bydd aelod o staff sydd wedi’i hyfforddi yn edrych arnyn nhw.',
      ],
      rules: 'Rheolau',
      noRules: 'dim eto',
      version: (bundle) => `fersiwn ${bundle}`,
      server: 'Gweinydd yr ysgol',
      connected: 'wedi cysylltu',
      notReached: 'heb ei gyrraedd; mae’r rheolau diwethaf yn dal mewn grym',
      network: 'Rhwydwaith',
      schools: 'rhwydwaith yr ysgol',
      notSchools: 'nid rhwydwaith yr ysgol; mae’r porwr hwn yn hidlo ar ei ben ei hun',
      notSent: 'Heb eu hanfon eto',
      records: (count) => `cofnodion: ${count}`,
      dashboard: 'Agor y dangosfwrdd',
      addToPlan: 'Ychwanegu’r dudalen hon at gynllun gwers',
    },
  },
};
